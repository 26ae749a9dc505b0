import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadOne } from "../../../src/lab/load.ts";
import type { Lab, PredictionDefinition } from "../../../src/lab/types.ts";
import { lintLab } from "../../../src/verify/lint.ts";

const ROOT = join(import.meta.dirname, "../../..");

describe("podlab lab lint, of a step's prediction", () => {
  it("has nothing to say of request-splitter's", async () => {
    expect(await lintLab(await loadOne({ root: ROOT }, "request-splitter"), ROOT)).toEqual([]);
  });

  it.each([
    [{ check: "splits-ten-percent" }, "names the check splits-ten-percent, which the step turn-the-dial does not have"],
    [{ question: "How many move." }, "its question is none"],
    [{ id: "Users moved" }, "its id must be words of a to z joined by -"],
  ])("demands better than %o", async (change, what) => {
    const lab = withPrediction(await loadOne({ root: ROOT }, "request-splitter"), change);
    expect(await lintLab(lab, ROOT)).toContainEqual({ where: expect.stringMatching(/^prediction /), what });
  });
});

function withPrediction(lab: Lab, change: Partial<PredictionDefinition>): Lab {
  const steps = lab.steps.map((step) =>
    step.prediction === undefined ? step : { ...step, prediction: { ...step.prediction, ...change } },
  );
  return { ...lab, steps };
}
