import { calm, describeChaos, setChaos } from "./chaos.ts";
import { crash } from "./crash.ts";
import type { DisturbanceLog } from "./disturbances.ts";
import { BrokenError, CheckFailure } from "./failure.ts";
import type { NetworkFaults } from "./network-faults.ts";
import type { Scope } from "./scope.ts";
import { isProvided, readyWithinMs, servicesOf } from "./services.ts";
import type { Faults } from "./types.ts";
import { list, ms, percent } from "./words.ts";

export interface FaultsRequest {
  readonly scope: Scope;
  readonly log: DisturbanceLog;
  readonly network: NetworkFaults | undefined;
}

/** The disturbances that a check may cause. All are noted in the log, from which the runner undoes them. */
export function createFaults({ scope, log, network }: FaultsRequest): Faults {
  const { session, signal, evidence, reproduction } = scope;
  const { engine } = session;
  const container = (service: string) => {
    if (!servicesOf(session.lab).has(service)) throw new BrokenError(`the lab has no service "${service}"`);
    return session.container(service);
  };
  const overNetwork = (text: string, pods: readonly string[], act: (faults: NetworkFaults) => Promise<void>) =>
    log.disturb({ text, targets: pods, kind: "network" }, async () => {
      if (!network) throw new BrokenError("network faults are not to be had here");
      for (const pod of pods) if (!session.lab.pods[pod]) throw new BrokenError(`the lab has no pod "${pod}"`);
      await act(network);
    });
  const disturb = (text: string, service: string, act: () => Promise<void>) =>
    log.disturb({ text, targets: [service], kind: "container" }, act);
  const relieve = (text: string, service: string, act: () => Promise<void>) =>
    log.relieve({ text, service, kind: "container" }, act);

  return {
    kill: (service) => disturb(`kill ${service}`, service, () => engine.kill(container(service))),
    start: (service) => relieve(`start ${service}`, service, () => engine.start(container(service))),
    pause: (service) => disturb(`pause ${service}`, service, () => engine.pause(container(service))),
    unpause: (service) => relieve(`unpause ${service}`, service, () => engine.unpause(container(service))),
    async stop(service, { graceMs }) {
      const id = container(service);
      let at = 0;
      let askedAt = 0;
      await disturb(`stop ${service} (SIGTERM, SIGKILL after ${ms(graceMs)})`, service, () => {
        at = evidence.now();
        askedAt = performance.now();
        return engine.stop(id, graceMs);
      });
      const ended = { askedAt, ms: evidence.now() - at, exitCode: (await engine.inspect(id)).exitCode };
      const answer = `exit code ${ended.exitCode} after ${ms(ended.ms)}`;
      evidence.add({ kind: "probe", what: `end of ${service}`, answer, at });
      return ended;
    },
    recreate: (service, { env }) => {
      const values = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      return disturb(`recreate ${service} with ${list(values)}`, service, async () => {
        await session.converge({ signal, env: { [service]: env } });
      });
    },
    async ready(service, { withinMs } = { withinMs: readyWithinMs(session.lab, service) }) {
      signal.throwIfAborted();
      const at = evidence.now();
      const ready = await session.ready(service, { withinMs, signal });
      const seen = ready ? "ready" : `not ready within ${ms(withinMs)}`;
      evidence.add({ kind: "probe", what: `readiness of ${service}`, answer: seen, at });
      if (ready) return;
      if (isProvided(session.lab, service)) throw new BrokenError(`${service}, podlab's own, was ${seen}`);
      const expected = `ready within ${ms(withinMs)}`;
      const again = reproduction.command();
      throw new CheckFailure({ asked: `readiness of ${service}`, expected, seen, again }, { timed: true });
    },
    crash: (service) => disturb(`crash ${service}`, service, () => crash(engine, container(service), signal)),
    chaos: (service, chaos) =>
      log.disturb({ text: describeChaos(service, chaos), targets: [service], kind: "chaos" }, () =>
        setChaos(session, service, chaos, signal),
      ),
    calm: (service) =>
      log.relieve({ text: `calm ${service}`, service, kind: "chaos" }, () => calm(session, service, signal)),
    partition: (a, b) => overNetwork(`partition ${a} from ${b}`, [a, b], (net) => net.partition(a, b, signal)),
    grudge: (map) => {
      const words = Object.entries(map).map(([pod, others]) => `${pod} drops ${list(others)}`);
      return overNetwork(words.join("; "), Object.keys(map), (net) => net.grudge(map, signal));
    },
    isolate: (pod) => overNetwork(`isolate ${pod}`, [pod], (net) => net.isolate(pod, signal)),
    refuse: (pod, port) => overNetwork(`refuse ${pod}:${port}`, [pod], (net) => net.refuse(pod, port, signal)),
    loss: (pod, share) =>
      overNetwork(`lose ${percent(share)} of the packets to ${pod}`, [pod], (net) => net.loss(pod, share, signal)),
    slow: (pod, port, delay) =>
      overNetwork(`slow ${pod}:${port} by ${ms(delay)}`, [pod], (net) => net.slow(pod, port, delay, signal)),
    heal: () => log.healNetwork(async () => network?.heal(signal)),
  };
}
