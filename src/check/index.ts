/** The words of the check kit, for labs to write their failures with. */

export { describeHttp, describeLoad, describeTcp, describeTls } from "./describe.ts";
export { count, excerpt, givenShare, gotShare, list, ms, percent, shareWords, tally } from "./words.ts";
