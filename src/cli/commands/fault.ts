import { calmAll } from "../../check/calm-all.ts";
import { handFaults } from "../../check/hand-faults.ts";
import { ExitCode, UserError } from "../../core/errors.ts";
import { parseDuration, parseFault } from "../../fault/command.ts";
import { openNetworkFaults } from "../../fault/open.ts";
import type { Lab } from "../../lab/types.ts";
import type { Session } from "../../session/types.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { attachLab, convergeLab } from "../lab-session.ts";
import { chosenLab } from "../labs.ts";
import { mendLeftBehind } from "../left-behind.ts";
import { holdLab } from "../lock.ts";

export interface FaultOptions {
  /** How long it lasts: "10s". Without it, until `podlab fault heal` or the next judging. */
  readonly for?: string;
}

/** Causes a fault by hand, or undoes them all. */
export async function run(cli: Cli, words: readonly string[], options: FaultOptions): Promise<ExitCode> {
  const lastsMs = options.for === undefined ? undefined : parseDuration(options.for);
  const heals = words[0] === "heal";
  if (heals && words.length > 1) throw new UserError("heal undoes everything: it takes no more words");
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, undefined, engine.get);
  const fault = heals ? undefined : parseFault(words, lab);
  // Before the lock is taken: whoever holds it is the one who left nothing behind.
  await mendLeftBehind(cli, engine, lab);
  await using _lock = await holdLab(cli, lab.id, `fault ${words.join(" ")} --lab`);
  await using session = await attachLab(cli, engine, lab);
  if (fault === undefined) {
    await healAll(cli, session, lab);
    return ExitCode.ok;
  }
  const network = openNetworkFaults(cli)(session);
  await fault.act(handFaults({ session, network, emit: cli.emit, signal: cli.signal }));
  if (lastsMs === undefined) {
    cli.emit({
      event: "notice",
      level: "info",
      text: "it lasts until `podlab fault heal`, or until the lab is judged, saved into or reset",
    });
    return ExitCode.ok;
  }
  await lasting(cli, lastsMs);
  await healAll(cli, session, lab);
  if (cli.signal.aborted) throw cli.signal.reason;
  return ExitCode.ok;
}

/** Until the time is over or the person has seen enough. */
function lasting(cli: Cli, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    cli.signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function healAll(cli: Cli, session: Session, lab: Lab): Promise<void> {
  // Ctrl-C ends the waiting, not the undoing.
  const signal = AbortSignal.timeout(60_000);
  await convergeLab(cli, session, signal);
  await calmAll(session, signal);
  cli.emit({ event: "fault", lab: lab.id, text: "everything", state: "undone" });
}
