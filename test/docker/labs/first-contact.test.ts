import { proveLab } from "./prove.ts";

proveLab("first-contact");
