import type { Lab } from "../lab/types.ts";
import { Label, sessionId } from "../session/labels.ts";
import { observe } from "../session/observe.ts";
import { openSession } from "../session/open.ts";
import { wasLeftBehind } from "../workspace/lock.ts";
import type { Cli } from "./cli.ts";
import type { LazyEngine } from "./engine.ts";
import { holdLab } from "./lock.ts";
import { ownerOfCli } from "./owner.ts";
import { requestFor } from "./session-request.ts";

/**
 * Where a podlab was killed while it worked on the lab, undoes what it had disturbed before anything else is asked of
 * the lab. Faults that were caused by hand stay: the command that caused them ended by itself.
 */
export async function mendLeftBehind(cli: Cli, engine: LazyEngine, lab: Lab): Promise<void> {
  if (!wasLeftBehind(cli.home, lab.id) || !(await isDisturbed(cli, engine, lab))) return;
  await using _lock = await holdLab(cli, lab.id, "start");
  cli.emit({
    event: "notice",
    level: "warning",
    text: "an earlier podlab was killed while it worked on this lab: what it had disturbed is undone first",
  });
  const { session } = await openSession(await requestFor(cli, engine, lab));
  await session[Symbol.asyncDispose]();
}

async function isDisturbed(cli: Cli, engine: LazyEngine, lab: Lab): Promise<boolean> {
  const { containers } = await observe(await engine.get(), sessionId(await ownerOfCli(cli), lab.id));
  return containers.some(
    ({ labels, state }) => labels[Label.role] === "fault" || state === "paused" || state === "exited",
  );
}
