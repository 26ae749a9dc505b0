import { join } from "node:path";
import { EnvironmentError } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import { sessionId } from "../session/labels.ts";
import { readStatus } from "../session/status.ts";
import { stopSession } from "../session/stop.ts";
import { stamp } from "../workspace/free-name.ts";
import { stateFolder } from "../workspace/home.ts";
import { workNames } from "../workspace/kept.ts";
import { labProgress, stepsDone, withOtherFiles, withoutLab } from "../workspace/progress.ts";
import { startOver } from "../workspace/start-over.ts";
import type { Cli } from "./cli.ts";
import type { LazyEngine } from "./engine.ts";
import { openLab } from "./lab-session.ts";
import { spentText } from "./output/work-lines.ts";
import { ownerOfCli } from "./owner.ts";
import { progressOf } from "./progress.ts";

/** What a reset is about; without either, the environment alone. */
export interface ResetParts {
  readonly work?: boolean;
  readonly progress?: boolean;
}

/** What a reset will do, one sentence each, for whoever agrees to it. `now` dates what is put away. */
export async function planReset(
  cli: Cli,
  engine: LazyEngine,
  lab: Lab,
  parts: ResetParts,
  now: Date,
): Promise<readonly string[]> {
  return [
    ...(parts.progress ? await planProgress(cli, lab, now) : []),
    ...(parts.work ? await planWork(cli, lab, now) : []),
    ...(resetsEnvironment(parts) ? await planEnvironment(cli, engine, lab) : []),
  ];
}

/** Does it; to be called with the lab's lock. */
export async function carryOutReset(
  cli: Cli,
  engine: LazyEngine,
  lab: Lab,
  parts: ResetParts,
  now: Date,
): Promise<void> {
  if (parts.progress) await resetProgress(cli, lab, now);
  if (parts.work) await resetWork(cli, lab, now);
  if (resetsEnvironment(parts)) await resetEnvironment(cli, engine, lab);
}

/** Files that are others need services that have them; a record needs none. */
function resetsEnvironment({ work, progress }: ResetParts): boolean {
  return work === true || progress !== true;
}

async function planProgress(cli: Cli, lab: Lab, now: Date): Promise<string[]> {
  const of = labProgress(await progressOf(cli).load(), lab.id);
  const hints = Object.values(of.hints).reduce((sum, count) => sum + count, 0);
  const what = `${stepsDone(of, lab.steps)} of ${lab.steps.length} steps passed, ${hints} hints, ${spentText(of.activeMs)}`;
  const copy = join(stateFolder(cli.home), `progress.before-${stamp(now)}.json`);
  return [`forget your progress in ${lab.id} (${what}); a copy of the record goes to ${copy}`];
}

async function planWork(cli: Cli, lab: Lab, now: Date): Promise<string[]> {
  const names = await workNames(cli.home, lab.id);
  const starter = `put the starter's files of ${lab.id} in their place`;
  if (names.length === 0) return [starter];
  const kept = join(cli.home, `${lab.id}.${stamp(now)}`);
  return [
    `move your files (${names.toSorted().join(", ")}) to ${kept}; \`podlab undo ${lab.id}\` brings them back`,
    starter,
  ];
}

async function planEnvironment(cli: Cli, engine: LazyEngine, lab: Lab): Promise<string[]> {
  const owner = await ownerOfCli(cli);
  const session = sessionId(owner, lab.id);
  const running = (await readStatus(await engine.get(), owner)).find((status) => status.session === session);
  const names = running?.services.flatMap(({ role, service }) => (role === "member" ? [service] : [])) ?? [];
  if (names.length === 0) return [`start ${lab.id}, which does not run`];
  return [`make ${names.join(", ")} anew: faults and what they hold as data are gone then`];
}

async function resetProgress(cli: Cli, lab: Lab, now: Date): Promise<void> {
  const store = progressOf(cli);
  const copy = await store.keepCopy(now);
  await store.update((progress) => withoutLab(progress, lab.id));
  const where = copy === undefined ? {} : { hint: `The record as it was lies in ${copy}.` };
  cli.emit({ event: "notice", level: "info", text: `your progress in ${lab.id} is forgotten`, ...where });
}

async function resetWork(cli: Cli, lab: Lab, now: Date): Promise<void> {
  const files = (await workNames(cli.home, lab.id)).toSorted();
  const { folder, created, kept } = await startOver(lab, cli.home, now);
  if (kept) cli.emit({ event: "kept", lab: lab.id, path: kept, at: now.toISOString(), because: "reset", files });
  cli.emit({ event: "workspace", lab: lab.id, path: folder, created: true, files: created });
  await progressOf(cli).update((progress) => withOtherFiles(progress, lab.id));
}

/** Members are made anew on the pods that stand; where that does not give a working lab, everything is. */
async function resetEnvironment(cli: Cli, engine: LazyEngine, lab: Lab): Promise<void> {
  try {
    await using _session = await openLab(cli, engine, lab, { renew: true });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    cli.emit({ event: "notice", level: "warning", text: `${error.message}; everything is made anew` });
    await stopSession(await engine.get(), sessionId(await ownerOfCli(cli), lab.id), cli.emit);
    await using _session = await openLab(cli, engine, lab);
  }
}
