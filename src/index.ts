/** What a lab imports: `import { check, defineLab, step } from "podlab"`. */

export type { LoadRecord, LoadRequest, LoadResult } from "./agent/protocol.ts";
export {
  count,
  describeHttp,
  describeLoad,
  describeRecord,
  describeTcp,
  describeTls,
  excerpt,
  givenShare,
  gotShare,
  list,
  members,
  ms,
  numberIn,
  percent,
  recordsIn,
  shareWords,
  tally,
  tallyRecords,
} from "./check/index.ts";
export type { Admin, Answer, Chaos, CheckContext, CheckDefinition } from "./check/types.ts";
/** Who may not talk to whom, for `fault.grudge`. */
export { bridge, halves, loner } from "./fault/rules.ts";
export * from "./histories/index.ts";
export { check, component, defineLab, entry, http, https, line, provided, step, tcp } from "./lab/define.ts";
export type { Lab, LabDefinition, Parameters, PodDefinition, ServiceDefinition } from "./lab/types.ts";
export * from "./statistics/index.ts";
