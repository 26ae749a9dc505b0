import type { Agent } from "../agent/client.ts";
import { EnvironmentError } from "../core/errors.ts";
import type { Entry } from "../core/events.ts";
import type { Seed } from "../core/seed.ts";
import { SubnetTakenError } from "../engine/errors.ts";
import { ensureImages } from "../engine/images.ts";
import type { Engine, Labels } from "../engine/types.ts";
import type { Lab, Parameters } from "../lab/types.ts";
import { AgentChannel } from "./agent-channel.ts";
import { readEntries, startAgent } from "./agent-start.ts";
import { type ApplyContext, apply, create } from "./apply.ts";
import { placeAuthority } from "./authority.ts";
import { desire } from "./desired.ts";
import type { Desired, DesireRequest } from "./desired-types.ts";
import { freeSubnet } from "./free-subnet.ts";
import { healPod } from "./heal.ts";
import { hashOf, sessionLabels } from "./labels.ts";
import { observe } from "./observe.ts";
import type { OpenRequest } from "./open.ts";
import { isEntryNetwork, keyOf, type Observed, plan } from "./plan.ts";
import { ServiceWaiter } from "./service-waiter.ts";
import { assignAddresses } from "./subnets.ts";
import type { Converged, ConvergeOptions, Session } from "./types.ts";

type RunningRequest = Omit<OpenRequest, "seed"> & { readonly id: string; readonly seed: Seed };

/** How often a subnet is chosen again because somebody else took it in between. */
const SUBNET_ATTEMPTS = 8;

/** A session on the engine, seen from one podlab process. What it remembers (ids, the channel) it can always read again. */
export class RunningSession implements Session {
  readonly id: string;
  readonly lab: Lab;
  readonly seed: Seed;
  readonly parameters: Parameters;
  readonly engine: Engine;
  readonly token: string;
  readonly labels: Labels;
  readonly #request: RunningRequest;
  readonly #channel: AgentChannel;
  #ids = new Map<string, string>();
  #addresses: ReadonlyMap<string, string> = new Map();
  #agentAddress = "";
  #entries: readonly Entry[] = [];
  #overlay: NonNullable<ConvergeOptions["env"]> = {};

  constructor(request: RunningRequest) {
    this.#request = request;
    this.id = request.id;
    this.lab = request.lab;
    this.seed = request.seed;
    this.engine = request.engine;
    this.#channel = new AgentChannel(request.engine);
    this.parameters = request.lab.parameters?.(request.seed.derive("parameters")) ?? {};
    this.labels = sessionLabels(request.id, request.owner, request.lab.id, request.seed.value);
    this.token = hashOf([request.id, request.seed.value, "token"]);
  }

  get agentAddress(): string {
    return this.#agentAddress;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  address(pod: string): string {
    const address = this.#addresses.get(pod);
    if (address === undefined) throw new RangeError(`the lab ${this.lab.id} has no pod ${pod}`);
    return address;
  }

  container(service: string): string {
    const id = this.#ids.get(`member/${service}`);
    if (id === undefined) throw new RangeError(`the lab ${this.lab.id} has no service ${service}`);
    return id;
  }

  infra(pod: string): string {
    const id = this.#ids.get(`infra/${pod}`);
    if (id === undefined) throw new RangeError(`the lab ${this.lab.id} has no pod ${pod}`);
    return id;
  }

  async agent(): Promise<Agent> {
    const container = this.#ids.get("agent");
    if (container === undefined) throw new EnvironmentError("podlab's agent does not run", { hint: "podlab reset" });
    return this.#channel.to(container);
  }

  async ready(service: string, options: { withinMs: number; signal?: AbortSignal }): Promise<boolean> {
    const waited = await this.#waiter(options.signal).wait(service, options.withinMs);
    return waited.ready;
  }

  async converge(options: ConvergeOptions = {}): Promise<Converged> {
    const began = performance.now();
    const signal = options.signal ?? this.#request.signal;
    this.#overlay = options.env ?? {};
    const [files, images] = await Promise.all([this.#request.files(), this.#images(signal)]);
    for (let attempt = 1; ; attempt++) {
      try {
        const changed = await this.#applyOnce(files, images, options, signal, attempt);
        const notReady = await this.#waiter(signal).waitAll(changed);
        this.#entries = await readEntries(this.engine, this.#ids.get("agent") ?? "", this.lab);
        return { changed, notReady, ms: Math.round(performance.now() - began) };
      } catch (error) {
        if (!(error instanceof SubnetTakenError) || attempt === SUBNET_ATTEMPTS) throw error;
      }
    }
  }

  /** Takes over what runs, changing nothing; false when the agent does not run. */
  async attach(): Promise<boolean> {
    const observed = await observe(this.engine, this.id);
    const subnet = labSubnet(observed);
    const agent = observed.containers.find((container) => keyOf(container) === "agent");
    if (subnet === undefined || agent?.state !== "running") return false;
    this.#remember(assignAddresses(subnet, Object.keys(this.lab.pods)));
    this.#ids = idsOf(observed);
    this.#entries = await readEntries(this.engine, agent.id, this.lab);
    return true;
  }

  async deadOwn(): Promise<string[]> {
    const { containers } = await observe(this.engine, this.id);
    const provided = new Set(
      Object.values(this.lab.pods).flatMap((pod) =>
        Object.entries(pod).flatMap(([name, { files }]) => (files === undefined ? [`member/${name}`] : [])),
      ),
    );
    return [...this.#ids.keys()].filter((key) => {
      if (key.startsWith("member/") && !provided.has(key)) return false;
      const state = containers.find((container) => keyOf(container) === key)?.state;
      return state === undefined || state === "exited" || state === "dead";
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#channel.close();
  }

  async #applyOnce(
    files: ReadonlyMap<string, Uint8Array>,
    images: DesireRequest["images"],
    options: ConvergeOptions,
    signal: AbortSignal,
    attempt: number,
  ): Promise<string[]> {
    const { owner } = this.#request;
    const observed = await observe(this.engine, this.id);
    const subnet = labSubnet(observed) ?? (await freeSubnet(this.engine, this.id, attempt * 2));
    const desired = desire({
      session: this.id,
      owner,
      lab: this.lab,
      seed: this.seed.value,
      parameters: this.parameters,
      token: this.token,
      subnet,
      images,
      files,
      anyPorts: this.#request.anyPorts ?? false,
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    this.#remember({ agent: desired.agentAddress, pods: desired.addresses });
    const actions = plan(desired, observed, { renew: options.renew ?? false });
    this.#ids = idsOf(observed);
    await apply(actions, this.#applyContext(desired, subnet, attempt, signal));
    return actions.flatMap((action) =>
      (action.kind === "start" || action.kind === "unpause") && action.key.startsWith("member/")
        ? [action.key.slice("member/".length)]
        : [],
    );
  }

  #applyContext(desired: Desired, subnet: string, attempt: number, signal: AbortSignal): ApplyContext {
    const prepareAgent = async (container: string): Promise<void> => {
      const certificate = this.lab.certificate?.(this.parameters);
      if (certificate !== undefined) await placeAuthority(this.engine, container, this.id, certificate.name);
    };
    const making = { engine: this.engine, ids: this.#ids, prepareAgent, desired };
    return {
      ...making,
      subnet,
      signal,
      startAgent: async (id, agent) => {
        const container = await startAgent(
          this.engine,
          id,
          agent,
          (other) => create(other, making),
          this.#request.emit,
        );
        this.#ids.set("agent", container);
        // Opened while the pods are still starting: the first question need not wait for it.
        void this.agent().catch(() => undefined);
        return container;
      },
      heal: (container) => healPod(this.engine, container),
      awaitReady: async (key) => {
        await this.#waiter(signal).wait(key.slice("member/".length));
      },
      entrySubnet: () => freeSubnet(this.engine, this.id, attempt * 2 + 1),
    };
  }

  #waiter(signal: AbortSignal | undefined): ServiceWaiter {
    return new ServiceWaiter(this, signal ?? this.#request.signal, this.#overlay);
  }

  async #images(signal: AbortSignal): Promise<DesireRequest["images"]> {
    const { root, emit } = this.#request;
    const { id: lab, dockerFolder, pods } = this.lab;
    const sources = Object.values(pods).flatMap((pod) => Object.values(pod).map(({ image }) => image));
    return ensureImages(this.engine, { lab, dockerFolder, sources, root }, emit, signal);
  }

  #remember(addresses: { agent: string; pods: ReadonlyMap<string, string> }): void {
    this.#agentAddress = addresses.agent;
    this.#addresses = addresses.pods;
  }
}

function labSubnet(observed: Observed): string | undefined {
  return observed.networks.find((network) => !isEntryNetwork(network))?.subnet;
}

function idsOf(observed: Observed): Map<string, string> {
  return new Map(observed.containers.map((container) => [keyOf(container), container.id]));
}
