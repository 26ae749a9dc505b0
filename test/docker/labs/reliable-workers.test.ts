import { proveLab } from "./prove.ts";

proveLab("reliable-workers", { jobs: 2, repeat: 1 });
