import { describe, expect, it } from "vitest";
import { count, excerpt, list, ms, percent, shareWords, tally } from "../../../src/check/words.ts";
import { acceptBinomial } from "../../../src/statistics/index.ts";

describe("the words of a verdict", () => {
  it("groups thousands by spaces", () => {
    expect([0, 999, 2_000, 1_234_567].map(count)).toEqual(["0", "999", "2 000", "1 234 567"]);
  });

  it("gives short durations a decimal and long ones none", () => {
    expect([0.42, 3, 9.96, 12.3, 5_000].map(ms)).toEqual(["0.4 ms", "3 ms", "10 ms", "12 ms", "5 000 ms"]);
  });

  it("gives a share as per cent with three significant digits at most", () => {
    expect([11 / 2000, 0.1, 1 / 3, 0].map(percent)).toEqual(["0.55 %", "10 %", "33.3 %", "0 %"]);
  });

  it("joins items as a sentence does", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(list)).toEqual(["none", "a", "a and b", "a, b and c"]);
  });

  it("tells a share in the pattern's words", () => {
    const interval = acceptBinomial({ trials: 2_000, share: 0.1 });
    expect(shareWords({ who: "the experiment", got: 11, what: "users", interval })).toBe(
      "the experiment got 11 of 2 000 users, 0.55 %; a 10 % split gives 138 to 269",
    );
  });

  it("counts how often each was seen, the most frequent first", () => {
    expect(tally(["503", "200", "200"])).toBe("2 × 200, 1 × 503");
  });

  it("shows a text on one line without control characters", () => {
    expect(excerpt('a "b"\n\u001b[31m')).toBe('a "b"\\n\\u001b[31m');
    expect(excerpt("x".repeat(10), 4)).toBe("xxxx…");
  });
});
