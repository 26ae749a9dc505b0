/** What a lab imports: `import { check, defineLab, step } from "podlab"`. */

export type { LoadRecord, LoadRequest, LoadResult } from "./agent/protocol.ts";
export type { Answer, CheckContext, CheckDefinition } from "./check/types.ts";
export { check, defineLab, entry, http, https, line, step, tcp } from "./lab/define.ts";
export type { Lab, LabDefinition, Parameters, PodDefinition, ServiceDefinition } from "./lab/types.ts";
export { acceptBinomial, quantile, summarize } from "./statistics/index.ts";
