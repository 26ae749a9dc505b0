import type { SessionImages } from "../engine/images.ts";
import type { ContainerSpec, FileEntry } from "../engine/types.ts";
import type { EntryPort, Lab, Parameters } from "../lab/types.ts";
import type { Role } from "./labels.ts";

/** One container as it should be. `key` is unique in the session and stable: "agent", "infra/shop", "member/tls". */
export interface DesiredContainer {
  readonly key: string;
  readonly role: Extract<Role, "infra" | "agent" | "member">;
  readonly service: string;
  readonly hash: string;
  /** Keys of containers that must run before this one is started, and whose replacement replaces this one. */
  readonly parents: readonly string[];
  /** Keys of containers that must be ready before this one starts. */
  readonly after: readonly string[];
  readonly spec: Omit<ContainerSpec, "name" | "labels" | "network"> & {
    readonly network:
      | { readonly kind: "join"; readonly key: string }
      | { readonly kind: "lab"; readonly address: string; readonly entry: boolean };
  };
  readonly files: readonly FileEntry[];
}

export interface Desired {
  readonly session: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly containers: readonly DesiredContainer[];
  readonly volumes: readonly string[];
  /** The bridge over which the agent publishes entry ports; only where the lab has any. */
  readonly entryNetwork: boolean;
  readonly agentAddress: string;
  readonly addresses: ReadonlyMap<string, string>;
}

export interface DesireRequest {
  readonly session: string;
  readonly owner: string;
  readonly lab: Lab;
  readonly seed: number;
  readonly parameters: Parameters;
  /** What provided services ask of whoever uses their admin port. */
  readonly token: string;
  readonly subnet: string;
  readonly images: SessionImages;
  /** The learner's files by their path in the workspace. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Entry ports where the engine chooses: for sessions that no learner looks at. */
  readonly anyPorts?: boolean;
  /** Environment that a check lays over services'. */
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An entry port and where the agent listens for it inside its container. */
export interface RelayedEntry {
  readonly service: string;
  readonly pod: string;
  readonly entry: EntryPort;
  readonly listen: number;
}
