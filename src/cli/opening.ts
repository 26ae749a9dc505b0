import type { Lab } from "../lab/types.ts";
import type { Session } from "../session/types.ts";
import { prepareWorkspace } from "../workspace/prepare.ts";
import { withActivity, withOtherFiles } from "../workspace/progress.ts";
import type { Cli } from "./cli.ts";
import type { LazyEngine } from "./engine.ts";
import { openLab } from "./lab-session.ts";
import { mendLeftBehind } from "./left-behind.ts";
import { holdLab } from "./lock.ts";
import { progressOf } from "./progress.ts";

export interface OpenedLab extends AsyncDisposable {
  readonly session: Session;
}

export interface OpeningOptions {
  readonly seed: number | undefined;
  /** Somebody works in it until they leave: others are turned away meanwhile. */
  readonly lasting: boolean;
}

/** Prepares the learner's files, and starts the lab or takes over what runs. It is held until it is disposed of. */
export async function openForWork(
  cli: Cli,
  engine: LazyEngine,
  lab: Lab,
  { seed, lasting }: OpeningOptions,
): Promise<OpenedLab> {
  await using held = new AsyncDisposableStack();
  await mendLeftBehind(cli, engine, lab);
  held.use(await holdLab(cli, lab.id, "start", lasting));
  await prepare(cli, lab);
  const session = held.use(await openLab(cli, engine, lab, seed === undefined ? {} : { seed }));
  const kept = held.move();
  return { session, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** The learner's files, told of; and the clock of the time spent on the lab begins. */
async function prepare(cli: Cli, lab: Lab): Promise<void> {
  const { folder, created, followed } = await prepareWorkspace(lab, cli.home);
  const { changes, kept } = followed;
  if (changes.length > 0) {
    const hint =
      kept === undefined
        ? {}
        : { hint: `Your files as they were lie in ${kept}; \`podlab undo ${lab.id}\` brings them back.` };
    cli.emit({ event: "notice", level: "warning", text: `${lab.id} has changed since you began it`, ...hint });
  }
  for (const change of changes) cli.emit({ event: "starter", lab: lab.id, ...change });
  cli.emit({ event: "workspace", lab: lab.id, path: folder, created: created.length > 0, files: created });
  await progressOf(cli).update((progress) => {
    const begun = withActivity(progress, lab.id, "start", Date.now());
    return changes.length > 0 ? withOtherFiles(begun, lab.id) : begun;
  });
}
