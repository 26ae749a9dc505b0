import type { ContainerSummary, NetworkSummary, VolumeSummary } from "../engine/types.ts";
import type { Desired, DesiredContainer } from "./desired-types.ts";
import { Label } from "./labels.ts";

/** What the engine holds of one session. */
export interface Observed {
  readonly containers: readonly ContainerSummary[];
  readonly networks: readonly NetworkSummary[];
  readonly volumes: readonly VolumeSummary[];
}

/** One thing to do. `after` names actions of the same plan that must be done first. */
export type Action = { readonly id: string; readonly after: readonly string[] } & (
  | { readonly kind: "create-network"; readonly entry: boolean }
  | { readonly kind: "create-volume"; readonly name: string }
  | { readonly kind: "heal"; readonly container: string }
  | { readonly kind: "remove"; readonly container: string; readonly reason: string }
  | { readonly kind: "create"; readonly desired: DesiredContainer }
  | { readonly kind: "start"; readonly key: string }
  | { readonly kind: "unpause"; readonly key: string; readonly container: string }
  | { readonly kind: "await-ready"; readonly key: string }
);

/**
 * What to do so that the engine holds what is desired: pure, so that it can be read and tested as text.
 * Members are made while their predecessors are still being removed; only the start waits.
 */
export function plan(desired: Desired, observed: Observed, options: { readonly renew?: boolean } = {}): Action[] {
  const actions: Action[] = [];
  const add = (action: Action) => {
    actions.push(action);
    return action.id;
  };
  for (const entry of desired.entryNetwork ? [false, true] : [false]) {
    if (observed.networks.some((network) => isEntryNetwork(network) === entry)) continue;
    add({ kind: "create-network", id: networkAction(entry), entry, after: [] });
  }
  for (const name of desired.volumes) {
    if (observed.volumes.some((volume) => volume.name === name)) continue;
    add({ kind: "create-volume", id: `volume/${name}`, name, after: [] });
  }

  const heals = observed.containers.filter(isFaultHelper).map((helper) => {
    // A namespace that has gone took its rules along, and a helper can't be started in it.
    const heal: Action = { kind: "heal", id: `heal/${helper.name}`, container: helper.id, after: [] };
    const after = hasLivePod(helper, observed) ? [add(heal)] : [];
    return add({ kind: "remove", id: `remove/${helper.name}`, container: helper.id, reason: "undo", after });
  });
  const stale = observed.containers.filter((container) => !isFaultHelper(container) && !isWanted(container, desired));
  for (const container of stale) {
    add({
      kind: "remove",
      id: `remove/${container.name}`,
      container: container.id,
      reason: "not wanted",
      after: heals,
    });
  }

  const renewed = new Set<string>();
  for (const wanted of desired.containers) {
    const current = observed.containers.filter((container) => keyOf(container) === wanted.key);
    const keep = current.length === 1 ? current[0] : undefined;
    const reason = reasonToReplace(wanted, keep, observed, renewed, options.renew === true && wanted.role === "member");
    if (reason === undefined && keep !== undefined) {
      if (keep.state === "paused") {
        add({ kind: "unpause", id: `start/${wanted.key}`, key: wanted.key, container: keep.id, after: heals });
      }
      continue;
    }
    renewed.add(wanted.key);
    const removals = current.map((container) =>
      add({
        kind: "remove",
        id: `remove/${container.name}`,
        container: container.id,
        reason: reason ?? "double",
        after: heals,
      }),
    );
    // A pod's address and an entry port are free only when the predecessor is gone; a member holds neither.
    const makeAfter = wanted.role === "member" ? [] : removals;
    const parents = wanted.parents.filter((key) => renewed.has(key));
    add({
      kind: "create",
      id: `create/${wanted.key}`,
      desired: wanted,
      after: [...makeAfter, ...needs(wanted, actions), ...parents.map((key) => `create/${key}`)],
    });
    const waits = wanted.after.map((key) => `ready/${key}`);
    add({
      kind: "start",
      id: `start/${wanted.key}`,
      key: wanted.key,
      after: [`create/${wanted.key}`, ...removals, ...parents.map((key) => `start/${key}`), ...waits],
    });
  }
  return withWaits(actions);
}

/** The plan as text: one action a line, with what it waits for. */
export function formatPlan(actions: readonly Action[]): string {
  return actions
    .map((action) => {
      const detail = action.kind === "remove" ? ` (${action.reason})` : "";
      const waits = action.after.length > 0 ? `  < ${action.after.join(", ")}` : "";
      return `${action.kind} ${action.id}${detail}${waits}`;
    })
    .join("\n");
}

/** The key of an observed container, as in `DesiredContainer.key`. */
export function keyOf(container: ContainerSummary): string {
  const role = container.labels[Label.role];
  return role === "agent" ? "agent" : `${role}/${container.labels[Label.service]}`;
}

export function isEntryNetwork(network: NetworkSummary): boolean {
  return network.labels[Label.role] === "entry-network";
}

function isFaultHelper(container: ContainerSummary): boolean {
  return container.labels[Label.role] === "fault";
}

function hasLivePod(helper: ContainerSummary, observed: Observed): boolean {
  return observed.containers.some(
    ({ labels, state }) =>
      labels[Label.role] === "infra" && labels[Label.service] === helper.labels[Label.service] && state === "running",
  );
}

function isWanted(container: ContainerSummary, desired: Desired): boolean {
  return desired.containers.some((wanted) => wanted.key === keyOf(container));
}

function reasonToReplace(
  wanted: DesiredContainer,
  current: ContainerSummary | undefined,
  observed: Observed,
  renewed: ReadonlySet<string>,
  renew: boolean,
): string | undefined {
  if (current === undefined) return "missing";
  if (renew) return "reset";
  if (current.labels[Label.hash] !== wanted.hash) return "changed";
  if (wanted.parents.some((key) => renewed.has(key))) return "its pod is new";
  const ids = wanted.parents.map((key) => observed.containers.find((container) => keyOf(container) === key)?.id);
  if (ids.join(",") !== (current.labels[Label.parents] ?? "")) return "its pod is another";
  if (current.state === "running" || current.state === "paused" || current.state === "restarting") return undefined;
  return current.state;
}

/** The networks and volumes that a container is made with, as far as they are still to be created. */
function needs({ spec }: DesiredContainer, actions: readonly Action[]): string[] {
  const networks =
    spec.network.kind === "lab" ? [networkAction(false), ...(spec.network.entry ? [networkAction(true)] : [])] : [];
  const volumes = (spec.mounts ?? []).flatMap(({ volume }) => (volume === undefined ? [] : [`volume/${volume}`]));
  return [...networks, ...volumes].filter((id) => actions.some((action) => action.id === id));
}

function networkAction(entry: boolean): string {
  return entry ? "network/entry" : "network/lab";
}

/** Adds a wait for each service that another one's start depends on. */
function withWaits(actions: readonly Action[]): Action[] {
  const keys = new Set(actions.flatMap(({ after }) => after.filter((id) => id.startsWith("ready/"))));
  const started = new Set(actions.map(({ id }) => id));
  const waits = [...keys].map((id): Action => {
    const key = id.slice("ready/".length);
    const start = `start/${key}`;
    return { kind: "await-ready", id, key, after: [...(started.has(start) ? [start] : []), ...agentStart(started)] };
  });
  return [...actions, ...waits];
}

function agentStart(started: ReadonlySet<string>): string[] {
  return started.has("start/agent") ? ["start/agent"] : [];
}
