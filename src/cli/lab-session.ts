import { UserError } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import { attachSession, openSession } from "../session/open.ts";
import type { Converged, Session } from "../session/types.ts";
import { workspaceFolder } from "../workspace/home.ts";
import { readWorkspace } from "../workspace/read.ts";
import type { Cli } from "./cli.ts";
import type { LazyEngine } from "./engine.ts";
import { ownerOfCli } from "./owner.ts";

export interface OpenOptions {
  readonly seed?: number;
  /** Makes the services anew even where nothing changed. */
  readonly renew?: boolean;
}

/** Starts the lab for this learner or takes over what runs, and tells of services that did not get ready. */
export async function openLab(cli: Cli, engine: LazyEngine, lab: Lab, options: OpenOptions = {}): Promise<Session> {
  // A file that can't be taken is told before an engine is looked for.
  await readWorkspace(lab, workspaceFolder(cli.home, lab.id));
  const { session, converged } = await openSession({ ...(await requestFor(cli, engine, lab)), ...options });
  tellNotReady(cli, converged);
  return session;
}

/** The lab as it runs, changing nothing. Throws a `UserError` when it doesn't run. */
export async function attachLab(cli: Cli, engine: LazyEngine, lab: Lab): Promise<Session> {
  const session = await attachSession(await requestFor(cli, engine, lab));
  if (session) return session;
  throw new UserError(`${lab.id} does not run`, { hint: `\`podlab start ${lab.id}\` starts it.` });
}

/** Makes what runs follow the learner's files as they are now. */
export async function convergeLab(cli: Cli, session: Session): Promise<void> {
  tellNotReady(cli, await session.converge({ signal: cli.signal }));
}

async function requestFor(cli: Cli, engine: LazyEngine, lab: Lab) {
  return {
    engine: await engine.get(),
    lab,
    owner: await ownerOfCli(cli),
    root: cli.root,
    files: () => learnerFiles(cli, lab),
    emit: cli.emit,
    signal: cli.signal,
  };
}

async function learnerFiles(cli: Cli, lab: Lab): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = await readWorkspace(lab, workspaceFolder(cli.home, lab.id));
  // An empty file may be on purpose, but more often a save went wrong.
  for (const { path, content } of files)
    if (content.length === 0) cli.emit({ event: "notice", level: "warning", text: `${path} is empty` });
  return new Map(files.map(({ path, content }) => [path, content]));
}

function tellNotReady(cli: Cli, { notReady }: Converged): void {
  for (const { service, output, exitCode } of notReady) {
    const how = exitCode === undefined ? "did not get ready in time" : `ended with exit code ${exitCode}`;
    const said = output.trim();
    const hint = said === "" ? "It wrote nothing." : `It wrote:\n${said}`;
    cli.emit({ event: "notice", level: "warning", text: `${service} ${how}`, hint });
  }
}
