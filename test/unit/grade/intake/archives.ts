import type { Expected } from "../../../../src/grade/intake/submission.ts";
import { sha256 } from "../../../../src/grade/manifest.ts";
import { packSubmission } from "../../../../src/grade/pack.ts";
import type { Manifest } from "../../../../src/grade/types.ts";
import type { Lab } from "../../../../src/lab/types.ts";

export const DIGEST = "d".repeat(64);

/** A lab that takes server.js, and run.sh where there is one. */
export const LAB: Lab = {
  id: "demo",
  folder: "/labs/demo",
  dockerFolder: "/docker/demo",
  chapter: "introduction",
  title: "A demonstration",
  minutes: 1,
  pods: { web: { web: { image: "web", files: ["server.js", "run.sh?"] } } },
  steps: [],
};

export function expected(ids?: readonly string[]): Expected {
  const roster = ids && new Map(ids.map((id) => [id, { id, name: id.toUpperCase() }]));
  return { labs: new Map([[LAB.id, LAB]]), digests: new Map([[LAB.id, DIGEST]]), roster };
}

export const FILES: Readonly<Record<string, string>> = { "server.js": "listen(8080);\n" };

export function manifestOf(learner: string, files = FILES, more: Partial<Manifest> = {}): Manifest {
  return {
    format: 1,
    lab: LAB.id,
    labHash: DIGEST,
    learner: { id: learner, name: `${learner}'s own name` },
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, sha256(text)])),
    podlab: "0.1.0",
    passedOnce: [],
    hintsUsed: 0,
    ...more,
  };
}

export function archiveOf(learner: string, files = FILES, more: Partial<Manifest> = {}): Promise<Buffer> {
  const contents = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  return packSubmission(manifestOf(learner, files, more), contents);
}
