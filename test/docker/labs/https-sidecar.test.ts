import { proveLab } from "./prove.ts";

proveLab("https-sidecar");
