/** The words of the check kit, for labs to write their failures with. */

export { describeHttp, describeLoad, describeRecord, describeTcp, describeTls, tallyRecords } from "./describe.ts";
export { members, numberIn, recordsIn } from "./json.ts";
export { count, excerpt, givenShare, gotShare, list, ms, percent, shareWords, tally } from "./words.ts";
