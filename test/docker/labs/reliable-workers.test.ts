import { proveLab } from "./prove.ts";

proveLab("reliable-workers");
