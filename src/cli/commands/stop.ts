import { ExitCode } from "../../core/errors.ts";
import { sessionId } from "../../session/labels.ts";
import { stopSession } from "../../session/stop.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { chosenLab } from "../labs.ts";
import { holdLab } from "../lock.ts";
import { ownerOfCli } from "../owner.ts";

/** Ends the lab's session; the learner's files stay. */
export async function run(cli: Cli, id: string | undefined): Promise<ExitCode> {
  const began = performance.now();
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, id, engine.get);
  await using _lock = await holdLab(cli, lab.id, "stop");
  const session = sessionId(await ownerOfCli(cli), lab.id);
  const { containers, networks, volumes } = await stopSession(await engine.get(), session, cli.emit);
  if (containers + networks + volumes === 0) {
    cli.emit({ event: "notice", level: "info", text: `${lab.id} did not run` });
    return ExitCode.ok;
  }
  const ms = Math.round(performance.now() - began);
  cli.emit({ event: "session", lab: lab.id, session, state: "stopped", ms, entries: [] });
  return ExitCode.ok;
}
