import { parseProbe } from "../../check/parse-probe.ts";
import { runProbe } from "../../check/run-probe.ts";
import { ExitCode } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { attachLab } from "../lab-session.ts";
import { chosenLab } from "../labs.ts";

/** Asks the running lab one thing from inside its network. */
export async function run(cli: Cli, words: readonly string[]): Promise<ExitCode> {
  // Words that are no probe are told before anything is looked for.
  parseProbe(words);
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, undefined, engine.get);
  await using session = await attachLab(cli, engine, lab);
  const { text, json } = await runProbe(session, words, cli.signal);
  cli.emit({ event: "probed", lab: lab.id, request: words.join(" "), text, answer: json });
  return ExitCode.ok;
}
