import type { Command } from "commander";
import { examples } from "../examples.ts";
import type { Lazily } from "../program.ts";
import { count, seed } from "./values.ts";

/** Seconds that a submission may take. */
const TIME_LIMIT = 600;

/** What goes from a learner to an instructor, and what the instructor does with it. */
export function declareInstructorCommands(program: Command, lazily: Lazily): void {
  program
    .command("config")
    .description("who you are, for what you hand in: your id on the class' list, and your name")
    .argument("[setting]", "id or name; both are shown unless given")
    .argument("[value]", "what it is to be")
    .addHelpText("after", examples("podlab config", "podlab config id ann", 'podlab config name "Ann Smith"'))
    .action(lazily(() => import("../commands/config.ts")));
  program
    .command("submit")
    .description("write one archive of your work on a lab, to hand in")
    .argument("[lab]", "unless given: the current folder's lab, or the only one that runs")
    .option("--out <file>", "where to; <lab>-<your id>.podlab.tgz in this folder unless given")
    .addHelpText("after", examples("podlab submit https-sidecar"))
    .action(lazily(() => import("../commands/submit.ts")));
  const grade = program
    .command("grade")
    .description("grade what a class handed in; reports with evidence for every point")
    .argument("<paths...>", "archives, zips of archives, folders")
    // Commander would ask the commands below for it too, were it a required option.
    .option("--out <dir>", "a new folder for the journal and the reports; it must be given")
    .option("-j, --jobs <sessions>", "so many at a time; as many as the engine's machine bears unless given", count)
    .option("--seed <number>", "what the checks draw their values from", seed)
    .option("--roster <csv>", "the class: a CSV file with the columns id and name")
    .option("--canvas <csv>", "an export of your gradebook in Canvas, of which a copy is filled in")
    .option("--canvas-column <text>", "a part of the assignment's heading there; the lab's title or id unless given")
    .option("--resume", "go on with the run that lies in --out")
    .option("--time-limit <seconds>", "what a submission may take", count, TIME_LIMIT)
    .addHelpText(
      "after",
      examples(
        "podlab grade week3.zip --out week3-graded --roster class.csv",
        "podlab grade inbox --out graded --resume",
      ),
    )
    .action(lazily(() => import("../commands/grade.ts")));
  grade
    .command("explain")
    .description("what one learner's grades rest on")
    .argument("<report>", "the folder that --out named")
    .argument("<learner>", "the learner's id")
    .addHelpText("after", examples("podlab grade explain week3-graded ann"))
    .action(lazily(() => import("../commands/grade-explain.ts")));
  grade
    .command("rerun")
    .description("grade one learner again, alone and with the same seed, and show how that differs")
    .argument("<report>", "the folder that --out named")
    .requiredOption("--learner <id>", "whom")
    .option("--time-limit <seconds>", "what a submission may take", count, TIME_LIMIT)
    .addHelpText("after", examples("podlab grade rerun week3-graded --learner ann"))
    .action(lazily(() => import("../commands/grade-rerun.ts")));
  grade
    .command("diff")
    .description("whose grade is another in the second of two reports, and why")
    .argument("<before>", "a report's folder")
    .argument("<after>", "another's")
    .addHelpText("after", examples("podlab grade diff week3-graded week3-again"))
    .action(lazily(() => import("../commands/grade-diff.ts")));
}
