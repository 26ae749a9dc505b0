import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { type Judgement, type JudgeRequest, judge } from "../../../src/check/judge.ts";
import type { CheckContext, CheckDefinition } from "../../../src/check/types.ts";
import type { PodlabEvent, VerdictEvent } from "../../../src/core/events.ts";
import { createSeed } from "../../../src/core/seed.ts";
import { openEngine } from "../../../src/engine/open.ts";
import { check, step } from "../../../src/lab/define.ts";
import type { Lab } from "../../../src/lab/types.ts";
import { sessionId } from "../../../src/session/labels.ts";
import { openSession } from "../../../src/session/open.ts";
import { stopSession } from "../../../src/session/stop.ts";
import type { Session } from "../../../src/session/types.ts";
import definition from "../../labs/check-kit/lab.ts";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FOLDER = fileURLToPath(new URL("../../labs/check-kit", import.meta.url));
const LAB: Lab = { ...definition, id: "check-kit", folder: FOLDER, dockerFolder: `${FOLDER}/docker` };

/** A learner's work that does what it should: it answers, and asks the app where it is told to. */
export const GOOD_SERVER = `
import { createServer } from "node:http";
const askApp = () =>
  fetch("http://app:8080/", { signal: AbortSignal.timeout(1_000) }).then(() => "reached", () => "not reached");
createServer(async (request, response) => response.end(request.url === "/app" ? await askApp() : "hi")).listen(8080);
`;

/** A session of the test lab, for one test file. */
export interface Kit {
  readonly session: Session;
  /** The learner's server.mjs; what is put here is there after the next convergence. */
  work: string;
  /** Judges these checks as one step. */
  judge(checks: readonly CheckDefinition[], options?: Partial<JudgeRequest>): Promise<Judgement & Told>;
  /** Judges one check; gives its verdict. */
  verdictOf(run: CheckDefinition["run"], options?: { timeoutMs?: number }): Promise<VerdictEvent>;
}

interface Told {
  readonly events: readonly PodlabEvent[];
}

export function useKit(): Kit {
  let opened: Session | undefined;
  const kit: Kit = {
    get session() {
      if (opened === undefined) throw new Error("the session opens with the first test");
      return opened;
    },
    work: GOOD_SERVER,
    async judge(checks, options = {}) {
      const events: PodlabEvent[] = [];
      const judgement = await judge({
        session: kit.session,
        steps: [step("only-step", { points: 2, checks })],
        seed: createSeed(7),
        emit: (event) => events.push(event),
        signal: new AbortController().signal,
        stopAtFirstFailure: false,
        ...options,
      });
      return { ...judgement, events };
    },
    async verdictOf(run, options) {
      const { records } = await kit.judge([check("a-check", "a check", run, options)]);
      const [record] = records;
      if (record === undefined) throw new Error("the check was not judged");
      return record;
    },
  };
  const owner = randomBytes(4).toString("hex");

  beforeAll(async () => {
    const { session } = await openSession({
      engine: await openEngine(),
      lab: LAB,
      owner,
      root: ROOT,
      files: async () => new Map([["server.mjs", Buffer.from(kit.work)]]),
      emit: () => undefined,
      signal: AbortSignal.timeout(280_000),
      seed: 7,
    });
    opened = session;
  });
  afterAll(async () => {
    if (opened === undefined) return;
    await opened[Symbol.asyncDispose]();
    await stopSession(opened.engine, sessionId(owner, LAB.id), () => undefined);
    opened.engine.close();
  });
  return kit;
}

/** A check that finds the lab as it should be. */
export const allIsWell = check("all-is-well", "all is well", async ({ http, state, admin, fail }) => {
  const app = await http.get("http://app:8080/");
  app.expectStatus(200).expectBodyIncludes('"colour":"blue"');
  (await http.get("http://work:8080/")).expectStatus(200);
  for (const service of ["app", "work"]) {
    const { running, paused } = await state(service);
    if (!running || paused) fail({ asked: service, expected: "running", seen: paused ? "paused" : "stopped" });
  }
  const chaos = JSON.stringify(await admin.get("app", "/__ctl/chaos"));
  if (!chaos.includes('"ok"')) fail({ asked: "chaos of app", expected: "ok", seen: chaos });
});

/** Something that a check does, by its name. */
export type Doing = readonly [name: string, act: (context: CheckContext) => Promise<void>];
