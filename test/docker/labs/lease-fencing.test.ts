import { proveLab } from "./prove.ts";

proveLab("lease-fencing");
