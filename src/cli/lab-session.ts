import { calmAll } from "../check/calm-all.ts";
import { UserError } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import { attachSession, openSession } from "../session/open.ts";
import type { Converged, Session } from "../session/types.ts";
import { workspaceFolder } from "../workspace/home.ts";
import { readWorkspace } from "../workspace/read.ts";
import type { Cli } from "./cli.ts";
import type { LazyEngine } from "./engine.ts";
import { mendLeftBehind } from "./left-behind.ts";
import { requestFor } from "./session-request.ts";

export interface OpenOptions {
  readonly seed?: number;
  /** Makes the services anew even where nothing changed. */
  readonly renew?: boolean;
}

/**
 * Starts the lab for this learner or takes over what runs, and tells of services that did not get ready. Faults that
 * were caused by hand end here.
 */
export async function openLab(cli: Cli, engine: LazyEngine, lab: Lab, options: OpenOptions = {}): Promise<Session> {
  // A file that can't be taken is told before an engine is looked for.
  await readWorkspace(lab, workspaceFolder(cli.home, lab.id));
  const { session, converged } = await openSession({ ...(await requestFor(cli, engine, lab)), ...options });
  tellNotReady(cli, converged);
  await calmAll(session, cli.signal);
  return session;
}

/** The lab as it runs, changing nothing. Throws a `UserError` when it doesn't run. */
export async function attachLab(cli: Cli, engine: LazyEngine, lab: Lab): Promise<Session> {
  await mendLeftBehind(cli, engine, lab);
  const session = await attachSession(await requestFor(cli, engine, lab));
  if (session) return session;
  throw new UserError(`${lab.id} does not run`, { hint: `\`podlab start ${lab.id}\` starts it.` });
}

/** Makes what runs follow the learner's files as they are now. */
export async function convergeLab(cli: Cli, session: Session, signal: AbortSignal = cli.signal): Promise<void> {
  tellNotReady(cli, await session.converge({ signal }));
}

function tellNotReady(cli: Cli, { notReady }: Converged): void {
  for (const { service, output, exitCode } of notReady) {
    const how = exitCode === undefined ? "did not get ready in time" : `ended with exit code ${exitCode}`;
    const said = output.trim();
    const hint = said === "" ? "It wrote nothing." : `It wrote:\n${said}`;
    cli.emit({ event: "notice", level: "warning", text: `${service} ${how}`, hint });
  }
}
