import { FAULT_USAGE } from "../../fault/usage.ts";
import type { HandFault, LabFacts, Model, ServiceFacts } from "./model.ts";
import type { FaultOverlay } from "./overlay.ts";

/** One line of the fault menu. */
export type FaultItem =
  | { readonly does: "undo"; readonly fault: HandFault; readonly text: string }
  | { readonly does: "heal"; readonly text: string }
  | { readonly does: "choose"; readonly fault: string; readonly text: string; readonly what: string }
  | { readonly does: "cause"; readonly words: readonly string[]; readonly text: string };

interface Kind {
  readonly name: string;
  /** The words that may follow its name in this lab. */
  readonly targets: (lab: LabFacts) => readonly (readonly string[])[];
}

const names = (services: readonly ServiceFacts[]) => services.map(({ name }) => [name]);
const chaos = (mode: string) => (lab: LabFacts) =>
  lab.services.filter(({ misbehaves }) => misbehaves).map(({ name }) => [name, mode]);
const withPorts = (lab: LabFacts, ...more: readonly string[]) =>
  lab.services.flatMap(({ pod, port }) => (port === undefined ? [] : [[pod, String(port), ...more]]));

const KINDS: readonly Kind[] = [
  { name: "kill", targets: (lab) => names(lab.services) },
  { name: "start", targets: (lab) => names(lab.services) },
  { name: "stop", targets: (lab) => names(lab.services) },
  { name: "pause", targets: (lab) => names(lab.services) },
  { name: "unpause", targets: (lab) => names(lab.services) },
  { name: "crash", targets: (lab) => names(lab.services) },
  { name: "chaos", targets: (lab) => ["error", "hang", "slow:1000"].flatMap((mode) => chaos(mode)(lab)) },
  { name: "partition", targets: (lab) => pairs(podsOf(lab)) },
  { name: "isolate", targets: (lab) => podsOf(lab).map((pod) => [pod]) },
  { name: "refuse", targets: (lab) => withPorts(lab) },
  { name: "loss", targets: (lab) => podsOf(lab).map((pod) => [pod, "0.3"]) },
  { name: "slow", targets: (lab) => withPorts(lab, "500") },
];

/** What the menu offers now: what is in force, to be undone; the kinds; or, once a kind is chosen, what it can strike. */
export function faultItems({ lab, faults }: Pick<Model, "lab" | "faults">, { fault }: FaultOverlay): FaultItem[] {
  if (fault !== undefined) {
    const targets = KINDS.find(({ name }) => name === fault)?.targets(lab) ?? [];
    return targets.map((target) => cause([fault, ...target]));
  }
  const undo = faults.map((one): FaultItem => ({ does: "undo", fault: one, text: `undo: ${one.words.join(" ")}` }));
  const kinds = KINDS.filter(({ targets }) => targets(lab).length > 0).map(
    ({ name }): FaultItem => ({ does: "choose", fault: name, text: name, what: usageOf(name) }),
  );
  return [...undo, { does: "heal", text: "heal: undo everything" }, ...kinds];
}

function cause(words: readonly string[]): FaultItem {
  return { does: "cause", words, text: words.join(" ") };
}

/** What undoes a fault, in the words of one; undefined for those of the network, which are healed together. */
export function undoing([kind = "", service = ""]: readonly string[]): readonly string[] | undefined {
  if (kind === "kill" || kind === "stop" || kind === "crash") return ["start", service];
  if (kind === "pause") return ["unpause", service];
  return kind === "chaos" ? ["chaos", service, "ok"] : undefined;
}

/** What is in force once this was done by hand too. */
export function faultsAfter(before: readonly HandFault[], words: readonly string[]): readonly HandFault[] {
  const line = words.join(" ");
  const left = before.filter((fault) => fault.words.join(" ") !== line && undoing(fault.words)?.join(" ") !== line);
  const relieves = words[0] === "start" || words[0] === "unpause" || words[2] === "ok";
  return relieves ? left : [...left, { words }];
}

function usageOf(kind: string): string {
  return FAULT_USAGE.find(([words]) => words.split(" ")[0] === kind)?.[1] ?? "";
}

function podsOf(lab: LabFacts): string[] {
  return [...new Set(lab.services.map(({ pod }) => pod))];
}

function pairs(pods: readonly string[]): string[][] {
  return pods.flatMap((a, index) => pods.slice(index + 1).map((b) => [a, b]));
}
