import type { Lab } from "../lab/types.ts";
import { agent, infra, member } from "./container-specs.ts";
import type { Desired, DesireRequest, RelayedEntry } from "./desired-types.ts";
import { sessionLabels } from "./labels.ts";
import { certificateVolume, stateVolume } from "./places.ts";
import { assignAddresses } from "./subnets.ts";

const FIRST_RELAY_PORT = 20_000;

/** What a session should be made of: a pure function of the lab, the learner's files and where the network lies. */
export function desire(request: DesireRequest): Desired {
  const { lab } = request;
  const pods = Object.keys(lab.pods);
  const addresses = assignAddresses(request.subnet, pods);
  const hosts = Object.fromEntries(addresses.pods);
  const entries = relayedEntries(lab);
  const infras = pods.map((pod) => infra(request, pod, addresses.pods.get(pod) ?? "", hosts));
  const members = pods.flatMap((pod) =>
    Object.entries(lab.pods[pod] ?? {}).map(([name, service]) => member(request, pod, name, service)),
  );
  return {
    session: request.session,
    labels: sessionLabels(request.session, request.owner, lab.id, request.seed),
    containers: [agent(request, addresses.agent, hosts, entries), ...infras, ...members],
    volumes: lab.certificate === undefined ? [] : [certificateVolume(request.session), stateVolume(request.session)],
    entryNetwork: entries.length > 0,
    agentAddress: addresses.agent,
    addresses: addresses.pods,
  };
}

/** Entry ports in the lab's order, with the ports at which the agent relays them. */
export function relayedEntries(lab: Lab): RelayedEntry[] {
  const found = Object.entries(lab.pods).flatMap(([pod, services]) =>
    Object.entries(services).flatMap(([service, { entry }]) => (entry === undefined ? [] : [{ service, pod, entry }])),
  );
  return found.map((one, index) => ({ ...one, listen: FIRST_RELAY_PORT + index }));
}
