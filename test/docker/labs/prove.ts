import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { CandidateEvent } from "../../../src/core/events.ts";
import { createSeed } from "../../../src/core/seed.ts";
import { openEngine } from "../../../src/engine/open.ts";
import type { Engine } from "../../../src/engine/types.ts";
import { loadOne } from "../../../src/lab/load.ts";
import { lintLab } from "../../../src/verify/lint.ts";
import { type VerifyRequest, verifyLab } from "../../../src/verify/verify.ts";

const ROOT = join(import.meta.dirname, "../../..");
const LONGEST_MS = 40 * 60_000;

export interface Proof {
  /** Sessions side by side: two of a lab that keeps a machine of two cores busy, three of others. */
  readonly jobs?: number;
  /** Seeds for each solution; three unless told. Fewer where a run takes more than a minute: `lab verify` takes three. */
  readonly repeat?: number;
}

/** The author's gate for one lab, each in a file of its own. */
export function proveLab(id: string, { jobs = 3, repeat = 3 }: Proof = {}): void {
  it(`${id} has every file, text, hint and mutant that a lab must have`, async () => {
    expect(await lintLab(await loadOne({ root: ROOT }, id), ROOT)).toEqual([]);
  });

  it(
    `${id}: the starter fails, the solutions pass, every mutant is caught where it says`,
    async ({ signal }) => {
      const engine = await openEngine();
      const seed = createSeed().value;
      try {
        const request = await requestFor(engine, id, { signal, seed, jobs, repeat });
        const { unkept, verified } = await judge(request);
        expect(unkept, `seed ${seed}`).toEqual([]);
        expect(verified.leftovers).toBe(0);
        expect(verified.mutants).toBeGreaterThanOrEqual(8);
      } finally {
        engine.close();
      }
    },
    LONGEST_MS,
  );
}

async function requestFor(
  engine: Engine,
  id: string,
  rest: Pick<VerifyRequest, "signal" | "seed"> & Required<Proof>,
): Promise<VerifyRequest> {
  const lab = await loadOne({ root: ROOT }, id);
  return { engine, lab, root: ROOT, owner: randomBytes(4).toString("hex"), emit: () => undefined, ...rest };
}

/** The last judgement of a candidate counts: one that could not be judged beside others is judged again alone. */
async function judge(request: VerifyRequest) {
  const judged = new Map<string, CandidateEvent>();
  const verified = await verifyLab({
    ...request,
    emit: (event) => {
      if (event.event === "candidate") judged.set(`${event.kind} ${event.name} ${event.seed}`, event);
    },
  });
  return { verified, unkept: [...judged.values()].filter(({ asPromised }) => !asPromised) };
}
