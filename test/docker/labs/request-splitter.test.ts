import { proveLab } from "./prove.ts";

proveLab("request-splitter");
