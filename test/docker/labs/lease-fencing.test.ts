import { proveLab } from "./prove.ts";

proveLab("lease-fencing", { jobs: 2, repeat: 1 });
