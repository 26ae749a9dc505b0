import type { Lab } from "../../lab/types.ts";
import { readyOf } from "../../session/service-values.ts";
import type { Session } from "../../session/types.ts";

/** What a map calls the ends of an edge. */
export interface Names {
  /** All of them: you, podlab, and pods with their services in the lab's order. */
  readonly order: readonly string[];
  /** What listens on a pod's port: the service, where the lab says so; undefined for what is no pod of the lab. */
  target(host: string, port: number): string | undefined;
  /** Who called a service from this address; undefined for the agent, which counts by itself, and for strangers. */
  caller(service: string, address: string): string | undefined;
}

/** A pod with one service is called as the service is. */
export function namesOf(session: Pick<Session, "parameters" | "address"> & { readonly lab: Pick<Lab, "pods"> }): Names {
  const { lab, parameters } = session;
  const pods = Object.keys(lab.pods);
  const servicesIn = (pod: string) => Object.entries(lab.pods[pod] ?? {});
  const wholePod = (pod: string) => {
    const [[only] = [pod], ...others] = servicesIn(pod);
    return others.length === 0 ? only : pod;
  };
  const podAt = (host: string) => pods.find((pod) => pod === host || session.address(pod) === host);
  return {
    order: ["you", "podlab", ...pods.flatMap((pod) => [pod, ...servicesIn(pod).map(([name]) => name)])],
    target(host, port) {
      const pod = podAt(host);
      if (pod === undefined) return undefined;
      const services = servicesIn(pod);
      if (services.length === 1) return wholePod(pod);
      const listener = services.find(([, service]) => {
        const ready = readyOf(service, parameters);
        return service.entry?.port === port || (ready !== undefined && "port" in ready && ready.port === port);
      });
      return listener?.[0] ?? `${pod}:${port}`;
    },
    caller(service, address) {
      if (!isLoopback(address)) {
        const pod = podAt(address);
        return pod === undefined ? undefined : wholePod(pod);
      }
      const pod = pods.find((one) => lab.pods[one]?.[service] !== undefined) ?? "";
      const [[neighbour] = [pod], ...others] = servicesIn(pod).filter(([name]) => name !== service);
      return others.length === 0 ? neighbour : pod;
    },
  };
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}
