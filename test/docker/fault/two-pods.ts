import { join } from "node:path";
import { runProbe } from "../../../src/check/run-probe.ts";
import { loadOne } from "../../../src/lab/load.ts";
import { ownerOf } from "../../../src/session/labels.ts";
import { attachSession } from "../../../src/session/open.ts";
import type { Session } from "../../../src/session/types.ts";
import { Learner } from "../../support/learner.ts";
import { type Ended, ROOT } from "../../support/podlab.ts";

/** The lab that these tests disturb: the learner's `work` asks the provided `app`, each in a pod of its own name. */
export const LAB = "two-pods";
const LABS = join(import.meta.dirname, "labs");

/** ms: longer than `work` waits for the app, and than two ways with the delay that the tests cause. */
const PATIENCE_MS = 2_500;

/** What somebody finds who asks both services. */
export interface Found {
  /** How the app answers podlab's agent: its status, else what came instead of an answer. */
  readonly app: string;
  /** What `work` says of the app; else what came instead of an answer. */
  readonly work: string;
}

export const WELL: Found = { app: "200", work: "reached" };

/** A learner who has started the lab, and what the agent finds in it, asked without another podlab process. */
export class Visit implements AsyncDisposable {
  readonly learner: Learner;
  readonly #session: Session;

  private constructor(learner: Learner, session: Session) {
    this.learner = learner;
    this.#session = session;
  }

  static async begin(): Promise<Visit> {
    const learner = await Learner.arrive({ labs: LABS });
    await learner.must(["start", LAB, "--detach"]);
    const session = await attachSession({
      engine: learner.engine,
      lab: await loadOne({ root: ROOT, extra: [LABS] }, LAB),
      owner: ownerOf(learner.home),
      root: ROOT,
      files: async () => new Map(),
      emit: () => undefined,
      signal: new AbortController().signal,
    });
    if (session === undefined) throw new Error("the lab does not run");
    return new Visit(learner, session);
  }

  async look(): Promise<Found> {
    const [app, work] = await Promise.all([this.#ask("http://app:8080/"), this.#ask("http://work:8080/app")]);
    return { app: wordFor(app), work: work["status"] === 200 ? String(work["body"]) : wordFor(work) };
  }

  /** ms that the app takes to answer. */
  async delay(): Promise<number> {
    return Number((await this.#ask("http://app:8080/"))["ms"]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
    await this.learner[Symbol.asyncDispose]();
  }

  async #ask(url: string): Promise<Readonly<Record<string, unknown>>> {
    const words = ["http", url, "--timeout", `${PATIENCE_MS}`];
    return { ...Object((await runProbe(this.#session, words, new AbortController().signal)).json) };
  }
}

export function faultsOf({ events }: Ended): string[] {
  return events.flatMap((event) => (event.event === "fault" ? [event.state] : []));
}

function wordFor(answer: Readonly<Record<string, unknown>>): string {
  return String(answer["outcome"] === "answered" ? answer["status"] : answer["outcome"]);
}
