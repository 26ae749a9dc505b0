import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "../../src/engine/open.ts";
import type { ContainerSummary, Engine } from "../../src/engine/types.ts";
import { Label, ownerOf } from "../../src/session/labels.ts";
import { beginPodlab, type Ended, type PodlabOptions, ROOT, type Running } from "./podlab.ts";

/** How long `expect.poll` asks: on a machine that is busy with other tests a container's start takes seconds. */
export const PATIENTLY = { timeout: 60_000, interval: 100 };

export interface LearnerOptions {
  /** An engine other than the usual one: "unix:///tmp/x/docker.sock". */
  readonly host?: string;
  /** Further folders of labs. */
  readonly labs?: string;
}

/** Somebody with a home of their own who types podlab's commands. What is theirs on the engine goes with them. */
export class Learner implements AsyncDisposable {
  readonly home: string;
  readonly engine: Engine;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(home: string, engine: Engine, options: LearnerOptions) {
    this.home = home;
    this.engine = engine;
    this.#env = {
      PODLAB_HOME: home,
      ...(options.host === undefined ? {} : { DOCKER_HOST: options.host }),
      ...(options.labs === undefined ? {} : { PODLAB_LABS: options.labs }),
    };
  }

  static async arrive(options: LearnerOptions = {}): Promise<Learner> {
    const home = await realpath(await mkdtemp(join(tmpdir(), "podlab-learner-")));
    return new Learner(home, await openEngine(options), options);
  }

  /** What marks all of theirs on the engine. */
  get labels(): Readonly<Record<string, string>> {
    return { [Label.owner]: ownerOf(this.home) };
  }

  /** Their environment, for a podlab that is started in another way. */
  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  begin(args: readonly string[], options: PodlabOptions = {}): Running {
    return beginPodlab(args, { ...options, env: { ...this.#env, ...options.env } });
  }

  podlab(args: readonly string[], options: PodlabOptions = {}): Promise<Ended> {
    return this.begin(args, options).ended;
  }

  /** The same, with the whole of its output where the exit code is another than expected. */
  async must(args: readonly string[], code = 0): Promise<Ended> {
    const ended = await this.podlab(args);
    if (ended.code === code) return ended;
    throw new Error(`podlab ${args.join(" ")} ended with ${ended.code}, not ${code}:\n${ended.out}${ended.err}`);
  }

  /** A path in their folder of a lab. */
  path(lab: string, ...rest: readonly string[]): string {
    return join(this.home, lab, ...rest);
  }

  /** Puts a lab's own solution into their folder. */
  async solve(lab: string, labs = join(ROOT, "labs")): Promise<void> {
    await cp(join(labs, lab, "solution"), this.path(lab), { recursive: true });
  }

  /** Their container of a service, as the engine has it now. */
  async container(service: string, role = "member"): Promise<ContainerSummary> {
    const labels = { ...this.labels, [Label.service]: service, [Label.role]: role };
    const [found, ...others] = await this.engine.containers(labels);
    if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} containers of ${service}`);
    return found;
  }

  /** Names of all that the engine holds of theirs. */
  async belongings(): Promise<string[]> {
    const { engine, labels } = this;
    const kinds = await Promise.all([engine.containers(labels), engine.networks(labels), engine.volumes(labels)]);
    return kinds.flat().map(({ name }) => name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { engine, labels } = this;
    await Promise.all((await engine.containers(labels)).map(({ id }) => engine.remove(id)));
    await Promise.all((await engine.networks(labels)).map(({ id }) => engine.removeNetwork(id)));
    await Promise.all((await engine.volumes(labels)).map(({ name }) => engine.removeVolume(name)));
    engine.close();
    await rm(this.home, { recursive: true, force: true });
  }
}
