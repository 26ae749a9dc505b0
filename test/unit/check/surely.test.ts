import { describe, expect, it } from "vitest";
import type { Attempt } from "../../../src/check/attempt.ts";
import { attemptSurely, type Tried } from "../../../src/check/surely.ts";

type Verdict = Attempt["decision"]["verdict"];

describe("a check's verdict in grading", () => {
  it.each<[Verdict[], Verdict, boolean]>([
    [["passed"], "passed", false],
    [["failed", "failed"], "failed", false],
    [["failed", "passed", "passed"], "passed", true],
    [["failed", "passed", "failed"], "failed", true],
    [["broken", "passed"], "passed", false],
    [["broken", "broken"], "broken", false],
    [["broken", "failed", "failed"], "failed", false],
    [["failed", "broken", "passed", "passed"], "passed", true],
  ])("of the runs %j is %s, wavering: %j", async (verdicts, verdict, wavered) => {
    const { runs, tried } = await judged(verdicts, true);
    expect(runs).toBe(verdicts.length);
    expect(tried.tried.decision.verdict).toBe(verdict);
    expect(tried.wavered).toBe(wavered);
  });

  it("is that of the first run for a learner, who runs it again at will", async () => {
    const { runs, tried } = await judged(["failed", "passed"], false);
    expect(runs).toBe(1);
    expect(tried.tried.decision.verdict).toBe("failed");
  });

  it("is not looked for again in a lab that can't be put right", async () => {
    expect((await judged(["failed", "passed"], true, "it hangs")).runs).toBe(1);
    expect((await judged(["broken", "passed"], true, "it hangs")).runs).toBe(1);
  });
});

async function judged(verdicts: readonly Verdict[], confirm: boolean, spoilt?: string) {
  let runs = 0;
  const run = async (): Promise<Tried> => ({ tried: attemptWith(verdicts[runs++] ?? "passed"), spoilt });
  const tried = await attemptSurely(run, confirm);
  return { runs, tried };
}

/** Of an attempt, `attemptSurely` looks at nothing but the verdict. */
function attemptWith(verdict: Verdict): Attempt {
  return { decision: { verdict } } as Attempt;
}
