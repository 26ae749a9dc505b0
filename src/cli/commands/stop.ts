import { ExitCode } from "../../core/errors.ts";
import { sessionId } from "../../session/labels.ts";
import { stopSession } from "../../session/stop.ts";
import type { Cli } from "../cli.ts";
import { type LazyEngine, lazyEngine } from "../engine.ts";
import { chosenId, labById } from "../labs.ts";
import { holdLab } from "../lock.ts";
import { ownerOfCli } from "../owner.ts";
import { runningLabs } from "../running-labs.ts";

/** Ends the lab's session; the learner's files stay. */
export async function run(cli: Cli, given: string | undefined): Promise<ExitCode> {
  const began = performance.now();
  await using engine = lazyEngine();
  const lab = await idToStop(cli, given, engine);
  await using _lock = await holdLab(cli, lab, "stop");
  const session = sessionId(await ownerOfCli(cli), lab);
  const { containers, networks, volumes } = await stopSession(await engine.get(), session, cli.emit);
  if (containers + networks + volumes === 0) {
    cli.emit({ event: "notice", level: "info", text: `${lab} did not run` });
    return ExitCode.ok;
  }
  const ms = Math.round(performance.now() - began);
  cli.emit({ event: "session", lab, session, state: "stopped", ms, entries: [] });
  return ExitCode.ok;
}

/** What runs can be stopped although its lab isn't found: one of a further folder, without --labs. */
async function idToStop(cli: Cli, given: string | undefined, engine: LazyEngine): Promise<string> {
  const id = await chosenId(cli, given, engine.get);
  try {
    await labById(cli, id);
  } catch (error) {
    if (!(await runningLabs(cli, await engine.get())).includes(id)) throw error;
  }
  return id;
}
