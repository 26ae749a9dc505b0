import { randomInt } from "node:crypto";
import type { NetworkFaults } from "../check/network-faults.ts";
import { healPod } from "../session/heal.ts";
import type { Session } from "../session/types.ts";
import { FaultHelper } from "./helper.ts";
import { dropPeer, dropShare, loner, redirectPort, refusePort } from "./rules.ts";

/** Where delaying proxies listen, above what services use: drawn, for another podlab may have slowed a port before. */
const DELAY_PORTS = { first: 26_000, last: 29_999 } as const;

/** Network faults by helper containers in the pods' namespaces; a pod's is started with its first fault. */
export class PodNetworkFaults implements NetworkFaults {
  readonly #session: Session;
  readonly #image: () => Promise<string>;
  readonly #helpers = new Map<string, Promise<FaultHelper>>();

  /** @param image Gives the reference of podlab's fault image, building it where it is missing. */
  constructor(session: Session, image: () => Promise<string>) {
    this.#session = session;
    this.#image = image;
  }

  async partition(podA: string, podB: string): Promise<void> {
    await this.grudge({ [podA]: [podB] });
  }

  async grudge(map: Readonly<Record<string, readonly string[]>>): Promise<void> {
    await Promise.all(
      Object.entries(map).map(async ([pod, peers]) => {
        const rules = peers.flatMap((peer) => dropPeer(this.#session.address(peer)));
        if (rules.length > 0) await (await this.#helper(pod)).rules(rules);
      }),
    );
  }

  async isolate(pod: string): Promise<void> {
    await this.grudge(loner(pod, Object.keys(this.#session.lab.pods)));
  }

  async refuse(pod: string, port: number): Promise<void> {
    await (await this.#helper(pod)).rules(refusePort(port));
  }

  async loss(pod: string, share: number): Promise<void> {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`a share of packets lies between 0 and 1, not ${share}`);
    await (await this.#helper(pod)).rules(dropShare(share));
  }

  async slow(pod: string, port: number, ms: number): Promise<void> {
    const helper = await this.#helper(pod);
    const listen = randomInt(DELAY_PORTS.first, DELAY_PORTS.last + 1);
    const target = `${this.#session.address(pod)} ${port}`;
    await helper.run(`sh /delay.sh ${listen} ${target} ${Math.round(ms)}`);
    await helper.rules(redirectPort(port, listen));
  }

  async heal(signal?: AbortSignal): Promise<void> {
    const helpers = [...this.#helpers.values()];
    this.#helpers.clear();
    await Promise.all(
      helpers.map(async (starting) => {
        const helper = await starting.catch(() => undefined);
        if (helper === undefined) return;
        await healPod(this.#session.engine, helper.container, signal);
        await helper.remove();
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.heal();
  }

  async #helper(pod: string): Promise<FaultHelper> {
    const known = this.#helpers.get(pod);
    if (known !== undefined) return known;
    const { engine, id, labels } = this.#session;
    const infra = this.#session.infra(pod);
    const started = this.#image().then((image) =>
      FaultHelper.of({
        engine,
        image,
        session: id,
        pod,
        infra,
        labels,
      }),
    );
    this.#helpers.set(pod, started);
    return started;
  }
}
