import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../../src/grade/manifest.ts";
import { archiveName, packSubmission } from "../../../src/grade/pack.ts";
import { readGradebook } from "../../../src/grade/report/read.ts";
import type { Grade, Gradebook, Manifest } from "../../../src/grade/types.ts";
import { labDigest } from "../../../src/lab/digest.ts";
import { loadOne } from "../../../src/lab/load.ts";
import type { ProgramCase } from "../../attacks/programs.ts";
import { Learner } from "../../support/learner.ts";
import { type Ended, ROOT, type Running } from "../../support/podlab.ts";

const LABS = join(import.meta.dirname, "labs");
/** Grading many takes longer than one command usually may. */
const HANGS_AFTER_MS = 900_000;

/** An instructor with a folder of submissions to the lab "echo". */
export class Class implements AsyncDisposable {
  readonly instructor: Learner;
  readonly folder: string;
  readonly #digest: string;

  private constructor(instructor: Learner, folder: string, digest: string) {
    this.instructor = instructor;
    this.folder = folder;
    this.#digest = digest;
  }

  static async meet(): Promise<Class> {
    const lab = await loadOne({ root: ROOT, extra: [LABS] }, "echo");
    const folder = await mkdtemp(join(tmpdir(), "podlab-class-"));
    return new Class(await Learner.arrive({ labs: LABS }), folder, await labDigest(lab));
  }

  /** Hands in a program, under the learner's name, into the inbox. */
  async handIn({ name, program }: Pick<ProgramCase, "name" | "program">, inbox = "inbox"): Promise<void> {
    const manifest = this.manifestOf(name, program);
    const archive = await packSubmission(manifest, new Map([["server.js", Buffer.from(program)]]));
    await mkdir(join(this.folder, inbox), { recursive: true });
    await writeFile(join(this.folder, inbox, archiveName(manifest)), archive);
  }

  manifestOf(learner: string, program: string): Manifest {
    return {
      format: 1,
      lab: "echo",
      labHash: this.#digest,
      learner: { id: learner, name: `${learner} of the class` },
      files: { "server.js": sha256(program) },
      podlab: "0.1.0",
      passedOnce: [],
      hintsUsed: 0,
    };
  }

  /** Begins to grade the inbox into a folder of that name. */
  begin(out: string, ...more: readonly string[]): Running {
    return this.beginWith("inbox", out, ...more);
  }

  beginWith(inbox: string, out: string, ...more: readonly string[]): Running {
    const args = ["grade", join(this.folder, inbox), "--out", join(this.folder, out), "--seed", "7", "--json", ...more];
    return this.instructor.begin(args, { hangsAfterMs: HANGS_AFTER_MS });
  }

  async grade(out: string, ...more: readonly string[]): Promise<Ended> {
    return await this.begin(out, ...more).ended;
  }

  book(out: string): Promise<Gradebook> {
    return readGradebook(join(this.folder, out));
  }

  csv(out: string): Promise<string> {
    return readFile(join(this.folder, out, "grades.csv"), "utf8");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.instructor[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The grade of one learner. */
export function gradeOf({ grades }: Gradebook, learner: string): Grade {
  const found = grades.find((grade) => grade.learner.id === learner);
  if (found === undefined) throw new Error(`nobody called ${learner} was graded`);
  return found;
}
