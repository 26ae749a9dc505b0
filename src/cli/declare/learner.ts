import type { Command } from "commander";
import { UserError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import { examples } from "../examples.ts";
import type { Lazily } from "../program.ts";
import { seed } from "./values.ts";

/** What a learner does with a lab. */
export function declareLearnerCommands(program: Command, lazily: Lazily): void {
  program
    .command("menu", { isDefault: true })
    .description("choose a lab and start it; what podlab does without a command")
    // A word that is no command comes here too, with those that follow it, since this is the default one.
    .argument("[word...]", "", (word: string) => refuse(word, program))
    .addHelpText("after", examples("podlab"))
    .action(lazily<[word: undefined, options: object]>(() => import("../commands/menu.ts")));
  program
    .command("list")
    .description("chapters, labs and how far you are")
    .addHelpText("after", examples("podlab list", "podlab list --json"))
    .action(lazily(() => import("../commands/list.ts")));
  program
    .command("start")
    .description("prepare your files, start the lab and guide you: each save is judged")
    .argument("<lab>", "the lab's id, as `podlab list` shows it")
    .option("--detach", "start only; `podlab check` judges")
    .option("--seed <number>", "what ports, names and the like are drawn from", seed)
    .addHelpText("after", examples("podlab start https-sidecar", "podlab start https-sidecar --detach --json"))
    .action(lazily(() => import("../commands/start.ts")));
  program
    .command("check")
    .description("judge your work: the step you are at, unless told otherwise")
    .argument("[lab]", "unless given: the current folder's lab, or the only one that runs")
    .option("--all", "every step")
    .option("--step <step>", "this step")
    .option("--check <check>", "this check, and those that it needs")
    .option("--seed <number>", "what the checks draw their values from", seed)
    .option("--watch", "judge again after each save, until Ctrl-C")
    .option("--evidence", "show the probes and faults behind each verdict")
    .addHelpText("after", examples("podlab check", "podlab check https-sidecar --all --seed 7 --json"))
    .action(lazily(() => import("../commands/check.ts")));
  program
    .command("hint")
    .description("the next hint for the step you are at")
    .argument("[lab]", "unless given: the current folder's lab, or the only one that runs")
    .addHelpText("after", examples("podlab hint", "podlab hint https-sidecar"))
    .action(lazily(() => import("../commands/hint.ts")));
  program
    .command("solution")
    .description("the lab's solution as a difference from your files, once you have passed it")
    .argument("[lab]", "unless given: the current folder's lab, or the only one that runs")
    .option("--give-up", "show it before that")
    .addHelpText("after", examples("podlab solution https-sidecar", "podlab solution https-sidecar --give-up"))
    .action(lazily(() => import("../commands/solution.ts")));
  program
    .command("reset")
    .description("a fresh environment for the lab; your files stay unless --work is given")
    .argument("[lab]", "unless given: the current folder's lab, or the only one that runs")
    .option("--work", "put the starter's files back; yours are kept beside, under a name with the date")
    .option("--progress", "forget what you have passed in this lab, its hints and its time")
    .option("-y, --yes", "don't ask")
    .addHelpText("after", examples("podlab reset https-sidecar", "podlab reset https-sidecar --work --yes"))
    .action(lazily(() => import("../commands/reset.ts")));
  program
    .command("undo")
    .description("bring back the work that a reset, a changed lab or an undo put away last")
    .argument("[lab]", "unless given: the current folder's lab, or the only one that runs")
    .option("--list", "only show what there is to bring back, the latest first")
    .option("--to <date>", "this one instead of the latest, as --list names it: 2026-03-04T05-06-07")
    .addHelpText("after", examples("podlab undo https-sidecar", "podlab undo https-sidecar --list"))
    .action(lazily(() => import("../commands/undo.ts")));
  program
    .command("stop")
    .description("end the lab's session; your files stay")
    .argument("[lab]", "unless given: the current folder's lab, or the only one that runs")
    .addHelpText("after", examples("podlab stop", "podlab stop https-sidecar"))
    .action(lazily(() => import("../commands/stop.ts")));
}

function refuse(word: string, program: Command): never {
  const near = nearest(
    word,
    program.commands.map((command) => command.name()),
  );
  throw new UserError(`there is no command ${word}`, {
    hint: near ? `Did you mean \`podlab ${near}\`?` : "`podlab --help` shows all commands.",
  });
}
