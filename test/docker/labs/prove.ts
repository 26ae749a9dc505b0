import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { CandidateEvent } from "../../../src/core/events.ts";
import { createSeed } from "../../../src/core/seed.ts";
import { openEngine } from "../../../src/engine/open.ts";
import { loadOne } from "../../../src/lab/load.ts";
import { lintLab } from "../../../src/verify/lint.ts";
import { verifyLab } from "../../../src/verify/verify.ts";

const ROOT = join(import.meta.dirname, "../../..");
const LONGEST_MS = 40 * 60_000;

/** The author's gate for one lab: each in a file of its own, so that they run side by side. */
export function proveLab(id: string): void {
  it(`${id} has every file, text, hint and mutant that a lab must have`, async () => {
    expect(await lintLab(await loadOne({ root: ROOT }, id), ROOT)).toEqual([]);
  });

  it(
    `${id}: the starter fails, the solutions pass with three seeds, every mutant is caught where it says`,
    async ({ signal }) => {
      const engine = await openEngine();
      // The last judgement of a candidate counts: one that could not be judged beside others is judged again alone.
      const judged = new Map<string, CandidateEvent>();
      const seed = createSeed().value;
      try {
        const verified = await verifyLab({
          engine,
          lab: await loadOne({ root: ROOT }, id),
          root: ROOT,
          owner: randomBytes(4).toString("hex"),
          signal,
          seed,
          jobs: 2,
          emit: (event) => {
            if (event.event === "candidate") judged.set(`${event.kind} ${event.name} ${event.seed}`, event);
          },
        });
        const unkept = [...judged.values()].filter(({ asPromised }) => !asPromised);
        expect(unkept, `seed ${seed}`).toEqual([]);
        expect(verified).toMatchObject({ starter: "fails", solution: "passes", leftovers: 0 });
        expect(verified.caught).toBe(verified.mutants);
        expect(verified.mutants).toBeGreaterThanOrEqual(8);
      } finally {
        engine.close();
      }
    },
    LONGEST_MS,
  );
}
