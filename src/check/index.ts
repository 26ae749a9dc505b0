/** The check kit: what the commands call, and what labs import for the words of their failures. */

export { describeHttp, describeLoad, describeTcp, describeTls } from "./describe.ts";
export { type Judgement, type JudgeRequest, judge } from "./judge.ts";
export type { NetworkFaults, OpenNetworkFaults } from "./network-faults.ts";
export { PROBE_USAGE } from "./probe-command.ts";
export { type ProbeReport, runProbe } from "./run-probe.ts";
export { count, excerpt, givenShare, gotShare, list, ms, percent, type Share, shareWords, tally } from "./words.ts";
