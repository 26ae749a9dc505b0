import { proveLab } from "./prove.ts";

proveLab("circuit-breaker");
