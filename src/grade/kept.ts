import { join } from "node:path";
import { writeWhole } from "../workspace/write-file.ts";
import { sha256 } from "./manifest.ts";
import { archiveName, packSubmission } from "./pack.ts";
import type { Manifest, Submission } from "./types.ts";

/** Where a run's folder keeps a submission as it was graded. */
export function keptArchive(folder: string, submission: Pick<Submission, "lab" | "learner">): string {
  return join(folder, "submissions", archiveName(submission));
}

/**
 * Keeps what is graded, for whoever wants to see or grade it again: an archive of podlab's own making, with the files that
 * the lab takes and nothing else of what was handed in.
 */
export async function keepSubmissions(folder: string, submissions: readonly Submission[]): Promise<void> {
  for (const submission of submissions) {
    if (submission.manifest === undefined) continue;
    const archive = await packSubmission(manifestOf(submission, submission.manifest), submission.files);
    await writeWhole(keptArchive(folder, submission), archive);
  }
}

function manifestOf({ learner, files }: Submission, manifest: Manifest): Manifest {
  return { ...manifest, learner, files: Object.fromEntries([...files].map(([path, text]) => [path, sha256(text)])) };
}
