import { createHash } from "node:crypto";

/** The labels by which everything of podlab's is found on an engine: the only record of what runs. */
export const Label = {
  session: "podlab.session",
  lab: "podlab.lab",
  /** Whose: the first 8 hex digits of the hash of PODLAB_HOME's real path. */
  owner: "podlab.owner",
  role: "podlab.role",
  /** Service name; a pod's name on its infra container. */
  service: "podlab.service",
  /** Hash of the configuration and files that a container was made from. */
  hash: "podlab.hash",
  /** Ids of the containers whose replacement makes this one useless (its infra; the agent, for certificates). */
  parents: "podlab.parents",
  seed: "podlab.seed",
} as const;

export type Role = "infra" | "agent" | "member" | "fault" | "network" | "entry-network" | "volume";

/** The session of one learner's lab: "https-sidecar-1a2b3c4d". */
export function sessionId(owner: string, lab: string): string {
  return `${lab}-${owner}`;
}

/** The owner label of a learner's home folder (its real path). */
export function ownerOf(home: string): string {
  return createHash("sha256").update(home).digest("hex").slice(0, 8);
}

/** What marks everything of a session. */
export function sessionLabels(session: string, owner: string, lab: string, seed: number): Record<string, string> {
  return { [Label.session]: session, [Label.lab]: lab, [Label.owner]: owner, [Label.seed]: String(seed) };
}

/** A short hash of a value's JSON. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
