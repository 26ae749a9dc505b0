import { describe, expect, it } from "vitest";
import { pointsOf } from "../../../src/check/points.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { check, step } from "../../../src/lab/define.ts";

describe("points", () => {
  it("are all the step's when all its checks passed", () => {
    expect(judged([4, ["passed", "passed"]])).toEqual({ points: 4, maxPoints: 4 });
  });

  it("are shared evenly by a step's checks, to two decimals", () => {
    expect(judged([4, ["passed", "failed", "blocked"]])).toEqual({ points: 1.33, maxPoints: 4 });
  });

  it("are not given for checks that were blocked, broken or never reached", () => {
    expect(judged([2, ["passed", "broken"]], [3, ["blocked"]], [5, [undefined]])).toEqual({ points: 1, maxPoints: 10 });
  });

  it("add up without the dust of binary fractions", () => {
    expect(judged([0.1, ["passed"]], [0.2, ["passed"]])).toEqual({ points: 0.3, maxPoints: 0.3 });
  });
});

function judged(...steps: [points: number, verdicts: (Verdict | undefined)[]][]) {
  const defined = steps.map(([points, verdicts], index) =>
    step(`step-${index}`, { points, checks: verdicts.map((_, n) => check(`check-${n}`, "", async () => undefined)) }),
  );
  const records = steps.flatMap(([, verdicts], index) =>
    verdicts.flatMap((verdict) => (verdict === undefined ? [] : [{ step: `step-${index}`, verdict }])),
  );
  return pointsOf(defined, records);
}
