import { proveLab } from "./prove.ts";

proveLab("dictionary");
