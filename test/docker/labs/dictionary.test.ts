import { proveLab } from "./prove.ts";

proveLab("dictionary", { jobs: 2, repeat: 1 });
