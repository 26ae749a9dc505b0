import type { Grade, Submission } from "../grade/types.ts";
import type { CliEmit } from "./output/events.ts";

/** Tells each grade as it comes, and how far the whole is. */
export class GradingProgress {
  readonly #emit: CliEmit;
  readonly #total: number;
  readonly #done: Set<string>;
  readonly #began = performance.now();
  #gradedNow = 0;
  #running = 0;

  /** @param standing graded already, in an earlier run that this one goes on with */
  constructor(emit: CliEmit, total: number, standing: number) {
    this.#emit = emit;
    this.#total = total;
    this.#done = new Set(Array.from({ length: standing }, (_, index) => `standing ${index}`));
    if (standing > 0)
      emit({ event: "notice", level: "info", text: `${standing} of ${total} are graded already and stand` });
  }

  graded(grade: Grade, submission: Submission): void {
    this.#gradedNow++;
    // What podlab runs to watch itself is nobody's.
    if (!grade.learner.id.startsWith(".")) this.#tellGrade(grade, submission);
    this.#tell();
  }

  running(running: number): void {
    this.#running = running;
    this.#tell();
  }

  #tellGrade(grade: Grade, { source }: Submission): void {
    const { key, lab, learner, outcome, reason, points, maxPoints, needsPerson, checks, ms } = grade;
    this.#done.add(key);
    const failed = checks.filter(({ verdict }) => verdict === "failed").map(({ check }) => check);
    const about = { lab, learner: learner.id, source, outcome, points, maxPoints, needsPerson, failed, ms };
    this.#emit({ event: "grade", ...about, ...(reason && { reason }) });
  }

  #tell(): void {
    const minutes = (performance.now() - this.#began) / 60_000;
    const perMinute = minutes > 0 ? Math.round((this.#gradedNow / minutes) * 10) / 10 : 0;
    const left = this.#total - this.#done.size;
    const leftMs = perMinute > 0 ? { leftMs: Math.round((left / perMinute) * 60_000) } : {};
    const done = this.#done.size;
    this.#emit({ event: "grading", done, running: this.#running, total: this.#total, perMinute, ...leftMs });
  }
}
