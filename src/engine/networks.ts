import { setTimeout as delay } from "node:timers/promises";
import type { Connection } from "./connection.ts";
import { labelFilter, networkSummary, subnetsOf } from "./summaries.ts";
import { engineWords, statusOf } from "./translate.ts";
import type { Engine, NetworkSpec } from "./types.ts";

type NetworkMethods = Pick<Engine, "networks" | "subnets" | "createNetwork" | "removeNetwork">;

/** How long a network may seem in use after its containers are gone (ms), and how often it is tried. */
const RELEASE_MS = 3_000;
const TRY_EVERY_MS = 100;

export function networkMethods(connection: Connection): NetworkMethods {
  const { docker, call } = connection;
  return {
    networks: (labels) =>
      call(async () => (await docker.listNetworks({ filters: labelFilter(labels) })).map(networkSummary)),
    subnets: () => call(async () => (await docker.listNetworks()).flatMap(subnetsOf)),
    createNetwork: (spec) =>
      call(async () => {
        const created = await docker.createNetwork({
          Name: spec.name,
          Driver: "bridge",
          CheckDuplicate: true,
          Internal: spec.closed,
          IPAM: { Driver: "default", Config: [{ Subnet: spec.subnet }] },
          Options: bridgeOptions(spec),
          Labels: { ...spec.labels },
        });
        return created.id;
      }),
    removeNetwork: (id) => remove(connection, id),
  };
}

/**
 * Closed: `Internal` alone still lets a container reach the host's listeners through the bridge's own address, so the
 * bridge gets none. Open: for published ports only; without masquerading nothing that starts inside finds its way back.
 */
function bridgeOptions({ closed }: NetworkSpec): Record<string, string> {
  return closed
    ? { "com.docker.network.bridge.inhibit_ipv4": "true" }
    : { "com.docker.network.bridge.enable_ip_masquerade": "false" };
}

function remove({ docker, call }: Connection, id: string): Promise<void> {
  return call(async () => {
    const began = performance.now();
    for (;;) {
      try {
        await docker.getNetwork(id).remove();
        return;
      } catch (thrown) {
        if (statusOf(thrown) === 404) return;
        const mayPass = /active endpoints/.test(engineWords(thrown)) && performance.now() - began < RELEASE_MS;
        if (!mayPass) throw thrown;
      }
      await delay(TRY_EVERY_MS);
    }
  });
}
