import type { Lab } from "../lab/types.ts";

export interface WorkspaceFile {
  /** Relative to the learner's folder, with forward slashes. */
  readonly path: string;
  /** A lab works without it. */
  readonly optional: boolean;
}

/** The learner's files that the lab's services get, each once, in the order in which the lab names them. */
export function workspaceFiles(lab: Pick<Lab, "pods">): WorkspaceFile[] {
  const names = Object.values(lab.pods).flatMap((pod) => Object.values(pod).flatMap((service) => service.files ?? []));
  const optional = new Map<string, boolean>();
  for (const name of names) {
    const path = name.replace(/\?$/, "");
    // One service that needs it is enough to make it needed.
    optional.set(path, name.endsWith("?") && (optional.get(path) ?? true));
  }
  return [...optional].map(([path, isOptional]) => ({ path, optional: isOptional }));
}
