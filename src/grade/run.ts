import { EnvironmentError } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import { canariesOf } from "./canary.ts";
import { gradeOne } from "./grade-one.ts";
import type { Journal } from "./journal.ts";
import { Lane, type LaneRequest, removeAbandoned } from "./lane.ts";
import { notGraded } from "./not-graded.ts";
import { oneAtATime } from "./quiet.ts";
import { deriveSeed } from "./seed.ts";
import type { Grade, Submission } from "./types.ts";

export interface RunRequest extends Omit<LaneRequest, "sessionSeed"> {
  readonly labs: ReadonlyMap<string, Lab>;
  readonly submissions: readonly Submission[];
  /** Grades of an earlier, broken-off run that still stand, by key. */
  readonly standing: ReadonlyMap<string, Grade>;
  readonly seed: number;
  /** Lanes at a time, at the most. */
  readonly jobs: number;
  /** What a submission may take, ms. */
  readonly budgetMs: number;
  readonly journal: Pick<Journal, "append">;
  readonly titleOf: (lab: string, step: string) => string;
  readonly onGrade: (grade: Grade, submission: Submission) => void;
  /** How many submissions are being graded now. */
  readonly onRunning: (running: number) => void;
  /** The reference's grade moved: what is done about it. */
  readonly onDoubt: (text: string) => void;
}

/** Submissions between two looks at the reference. */
const BATCH = 20;

/**
 * Grades all submissions, lab after lab in batches. In each batch the lab's reference solution and a mutant run among the
 * submissions: if their grades are not as they must be, the batch is void and graded again with half as many lanes.
 *
 * @returns grades by key, of those too that stood already
 * @throws EnvironmentError when the engine went away or the journal can't be written: the run can be gone on with
 */
export async function gradeAll(request: RunRequest): Promise<Map<string, Grade>> {
  const grades = new Map(request.standing);
  const sessionSeed = (lab: string) => deriveSeed(request.seed, `lab ${lab}`);
  const lanes = Array.from({ length: request.jobs }, () => new Lane({ ...request, sessionSeed }));
  const run: Run = { request, lanes, quietly: oneAtATime(), width: request.jobs, running: 0 };
  try {
    await removeAbandoned(request);
    const open = request.submissions.filter(({ key }) => !grades.has(key));
    for (const [lab, ofLab] of Map.groupBy(open, (submission) => submission.lab)) {
      const definition = request.labs.get(lab);
      if (definition === undefined) throw new RangeError(`the lab ${lab} was not loaded`);
      for (let start = 0; start < ofLab.length; start += BATCH) {
        const batch = await gradeBatch(run, definition, ofLab.slice(start, start + BATCH), start);
        for (const grade of batch) grades.set(grade.key, grade);
      }
    }
    return grades;
  } finally {
    await Promise.all(lanes.map((lane) => lane.leave()));
  }
}

interface Run {
  readonly request: RunRequest;
  readonly lanes: readonly Lane[];
  readonly quietly: <T>(work: () => Promise<T>) => Promise<T>;
  /** Lanes that may work at the same time. */
  width: number;
  running: number;
}

/** Grades a batch, again and again with fewer lanes, until the reference's grades are as they must be. */
async function gradeBatch(run: Run, lab: Lab, batch: readonly Submission[], start: number): Promise<Grade[]> {
  const { journal, seed, onDoubt } = run.request;
  const canaries = await canariesOf(lab, deriveSeed(seed, `canary ${lab.id} ${start}`));
  for (;;) {
    const grades = await work(run, lab, among(batch, canaries));
    const doubt = canaries
      .map(({ submission, wrong }) => wrong(given(grades.get(submission.key))))
      .find((text) => text !== undefined);
    await journal.append({ entry: "canary", lab: lab.id, good: doubt === undefined, text: doubt ?? "" });
    if (doubt === undefined) return retryAlone(run, lab, batch, grades);
    if (run.width === 1) {
      onDoubt(`${doubt}, with nothing beside it: ${batch.length} submissions can't be graded on this machine now`);
      return batch.map((submission) => notGraded(submission, lab, whyNot(run, lab, submission, doubt)));
    }
    run.width = Math.floor(run.width / 2);
    onDoubt(`${doubt}: ${batch.length} submissions are graded again, ${run.width} at a time`);
  }
}

/**
 * What could not be graded is tried once more, with nothing beside it and in a session of its own. No canary is needed for
 * that: the machine has less to do than when their grades were right.
 */
async function retryAlone(
  run: Run,
  lab: Lab,
  batch: readonly Submission[],
  grades: ReadonlyMap<string, Grade>,
): Promise<Grade[]> {
  const [lane] = run.lanes;
  const last = new Map(grades);
  for (const submission of batch) {
    if (grades.get(submission.key)?.outcome !== "not graded" || lane === undefined) continue;
    await Promise.all(run.lanes.map((one) => one.leave()));
    last.set(submission.key, await gradeAndNote(run, lane, lab, submission));
  }
  if ([...last.values()].some((grade) => grades.get(grade.key) !== grade))
    await run.request.journal.append({ entry: "canary", lab: lab.id, good: true, text: "retried alone" });
  return batch.map(({ key }) => given(last.get(key)));
}

/** The canaries at the beginning and in the middle, so that they run beside submissions. */
function among(batch: readonly Submission[], canaries: readonly { submission: Submission }[]): Submission[] {
  const [first = [], ...others] = canaries.map(({ submission }) => [submission]);
  const middle = Math.floor(batch.length / 2);
  return [...first, ...batch.slice(0, middle), ...others.flat(), ...batch.slice(middle)];
}

/** Each lane takes the next submission as soon as it is free. The first error ends all of them. */
async function work(run: Run, lab: Lab, submissions: readonly Submission[]): Promise<Map<string, Grade>> {
  const grades = new Map<string, Grade>();
  const queue = [...submissions];
  let failed = false;
  const serve = async (lane: Lane) => {
    for (let next = queue.shift(); next !== undefined && !failed; next = queue.shift()) {
      try {
        grades.set(next.key, await gradeAndNote(run, lane, lab, next));
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const served = await Promise.allSettled(run.lanes.slice(0, run.width).map(serve));
  for (const one of served) if (one.status === "rejected") throw one.reason;
  return grades;
}

async function gradeAndNote(run: Run, lane: Lane, lab: Lab, submission: Submission): Promise<Grade> {
  const { request } = run;
  request.onRunning(++run.running);
  try {
    const grade = await gradeIn(run, lane, lab, submission);
    // An engine that went away is no trouble with one submission: this throws, and the run ends.
    if (grade.outcome === "not graded") await request.engine.info();
    await request.journal.append({ entry: "grade", grade });
    request.onGrade(grade, submission);
    return grade;
  } finally {
    request.onRunning(--run.running);
  }
}

async function gradeIn(run: Run, lane: Lane, lab: Lab, submission: Submission): Promise<Grade> {
  const { request, quietly } = run;
  const entries: Promise<void>[] = [];
  try {
    const place = await lane.take(lab, submission.files);
    return await gradeOne({
      ...request,
      ...place,
      submission,
      seed: seedOf(run, submission),
      quietly,
      titleOf: (step) => request.titleOf(lab.id, step),
      onVerdict: ({ step, check, title, verdict, ms }) => {
        const entry = { entry: "check", key: submission.key, check: { step, check, title, verdict, ms } } as const;
        const written = request.journal.append(entry);
        // It is waited for below; until then its failure is nobody's surprise.
        written.catch(() => undefined);
        entries.push(written);
      },
    });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return notGraded(submission, lab, whyNot(run, lab, submission, error.message));
  } finally {
    await Promise.all(entries);
  }
}

function seedOf({ request }: Run, submission: Submission): number {
  return deriveSeed(request.seed, `submission ${submission.hash}`);
}

function whyNot(run: Run, lab: Lab, submission: Submission, trouble: string) {
  const titleOf = (step: string) => run.request.titleOf(lab.id, step);
  return { seed: seedOf(run, submission), trouble, titleOf };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("a submission of the batch was not graded");
  return value;
}
