import type { Command } from "commander";
import { examples } from "../examples.ts";
import type { Lazily } from "../program.ts";
import { count, seed } from "./values.ts";

/** Seconds that a submission may take. */
const TIME_LIMIT = 600;

/** What an instructor does with a class' work. */
export function declareInstructorCommands(program: Command, lazily: Lazily): void {
  program
    .command("grade")
    .description("grade what a class handed in; reports with evidence for every point")
    .argument("<paths...>", "archives, zips of archives, folders")
    .requiredOption("--out <dir>", "a new folder for the journal and the reports")
    .option("-j, --jobs <sessions>", "so many at a time; as many as the engine's machine bears unless given", count)
    .option("--seed <number>", "what the checks draw their values from", seed)
    .option("--roster <csv>", "the class: a CSV file with the columns id and name")
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
}
