import { randomBytes } from "node:crypto";
import { EnvironmentError } from "../core/errors.ts";
import type { Channel, Engine, Labels } from "../engine/types.ts";
import { Label } from "../session/labels.ts";
import { CHAINS_SCRIPT, type Rule } from "./rules.ts";

const ANSWER_WITHIN_MS = 10_000;

export interface HelperRequest {
  readonly engine: Engine;
  readonly image: string;
  /** The session's labels. */
  readonly labels: Labels;
  readonly session: string;
  readonly pod: string;
  /** The container that holds the pod's network namespace. */
  readonly infra: string;
}

/**
 * A container of podlab's with NET_ADMIN in one pod's network namespace, and a shell in it that takes commands over a
 * long-lived stream: 4 ms a rule where an exec costs 60. It is labelled, so whoever comes after a kill -9 finds it.
 */
export class FaultHelper {
  readonly container: string;
  readonly #engine: Engine;
  readonly #channel: Channel;
  #output = "";
  #waiting: ((failure?: Error) => void) | undefined;
  #ended: Error | undefined;
  #last: Promise<void> = Promise.resolve();
  #count = 0;

  private constructor(engine: Engine, container: string, channel: Channel) {
    this.#engine = engine;
    this.container = container;
    this.#channel = channel;
    channel.onData((text) => {
      this.#output += text;
      this.#waiting?.();
    });
    channel.onEnd((error) => {
      this.#ended = error ?? new Error(channel.errors() || "its shell ended");
      this.#waiting?.(this.#ended);
    });
  }

  /** The pod's helper: one that is there already (a fault by hand is in force), or a new one. */
  static async of(request: HelperRequest): Promise<FaultHelper> {
    const { engine } = request;
    const container = (await runningHelper(request)) ?? (await startHelper(request));
    const helper = new FaultHelper(engine, container, await engine.openChannel(container, ["sh"]));
    await helper.run(CHAINS_SCRIPT);
    return helper;
  }

  async rules(rules: readonly Rule[]): Promise<void> {
    await this.run(rules.map((rule) => `iptables -w ${rule.join(" ")}`).join(" && "));
  }

  /**
   * Runs a command in the helper's shell, after those that were given before.
   *
   * @throws EnvironmentError with what it said when it fails.
   */
  run(command: string): Promise<void> {
    const done = this.#last.then(() => this.#runOne(command));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #runOne(command: string): Promise<void> {
    const mark = `done-${++this.#count}-`;
    this.#output = "";
    this.#channel.write(`{ ${command}; } 2>&1; echo "${mark}$?"\n`);
    const answer = await this.#answerAfter(mark);
    if (answer.code !== 0) {
      throw new EnvironmentError(`a fault could not be brought about: ${answer.said || command}`, {
        hint: "podlab doctor",
      });
    }
  }

  async remove(): Promise<void> {
    this.#channel.close();
    await this.#engine.remove(this.container);
  }

  async #answerAfter(mark: string): Promise<{ code: number; said: string }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ code: number; said: string }>();
    const timer = setTimeout(
      () => reject(new EnvironmentError("podlab's fault helper does not answer")),
      ANSWER_WITHIN_MS,
    );
    const look = (failure?: Error) => {
      if (failure !== undefined) reject(new EnvironmentError(`podlab's fault helper ended: ${failure.message}`));
      const match = new RegExp(`^([\\s\\S]*)${mark}(\\d+)\n`).exec(this.#output);
      if (match !== null) resolve({ code: Number(match[2]), said: (match[1] ?? "").trim() });
    };
    this.#waiting = look;
    if (this.#ended !== undefined) look(this.#ended);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
    }
  }
}

async function runningHelper({ engine, labels, pod }: HelperRequest): Promise<string | undefined> {
  const helpers = await engine.containers({ ...labels, [Label.role]: "fault", [Label.service]: pod });
  return helpers.find(({ state }) => state === "running")?.id;
}

async function startHelper(request: HelperRequest): Promise<string> {
  const { engine, session, pod } = request;
  const container = await engine.create({
    name: `podlab-${session}-fault-${pod}-${randomBytes(3).toString("hex")}`,
    image: request.image,
    labels: { ...request.labels, [Label.role]: "fault", [Label.service]: pod },
    network: { kind: "container", id: request.infra },
    tmpfs: { "/tmp": 4, "/run": 4 },
    readOnlyRoot: true,
    capabilities: ["NET_ADMIN", "NET_RAW"],
    memoryMb: 96,
    cpus: 0.5,
    pids: 32,
    restart: "no",
    init: true,
    keepLogs: true,
  });
  await engine.start(container);
  return container;
}
