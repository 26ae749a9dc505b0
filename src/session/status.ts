import type { ContainerSummary, Engine } from "../engine/types.ts";
import { Label } from "./labels.ts";

/** A session as the engine's labels tell of it. */
export interface SessionStatus {
  readonly session: string;
  readonly lab: string;
  readonly owner: string;
  readonly services: readonly ServiceStatus[];
}

export interface ServiceStatus {
  readonly service: string;
  /** "member", "infra", "agent", "fault". */
  readonly role: string;
  readonly state: ContainerSummary["state"];
  readonly container: string;
}

/** All sessions of one learner, or everybody's when no owner is given, by session id. */
export async function readStatus(engine: Engine, owner?: string): Promise<SessionStatus[]> {
  const containers = await engine.containers(owner === undefined ? { [Label.session]: "" } : { [Label.owner]: owner });
  const sessions = Map.groupBy(containers, ({ labels }) => labels[Label.session] ?? "");
  return [...sessions]
    .map(([session, members]) => ({
      session,
      lab: members[0]?.labels[Label.lab] ?? "",
      owner: members[0]?.labels[Label.owner] ?? "",
      services: members
        .map(({ id, labels, state }) => ({
          service: labels[Label.service] ?? "",
          role: labels[Label.role] ?? "",
          state,
          container: id,
        }))
        .sort((a, b) => a.role.localeCompare(b.role) || a.service.localeCompare(b.service)),
    }))
    .sort((a, b) => a.session.localeCompare(b.session));
}
