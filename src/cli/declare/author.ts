import type { Command } from "commander";
import { examples } from "../examples.ts";
import type { Lazily } from "../program.ts";
import { count, seed } from "./values.ts";

/** What an author does with a lab. */
export function declareAuthorCommands(program: Command, lazily: Lazily): void {
  const lab = program
    .command("lab")
    .description("for authors: write a lab, check its files, prove its checks")
    .addHelpText("after", examples("podlab lab new my-lab", "podlab lab lint my-lab", "podlab lab verify my-lab"));
  lab
    .command("new")
    .description("write the skeleton of a lab, which runs")
    .argument("<id>", "words of a to z and 0 to 9, joined by -")
    .addHelpText("after", examples("podlab lab new my-lab", "podlab lab new my-lab --labs ~/my-labs"))
    .action(lazily(() => import("../commands/lab-new.ts")));
  lab
    .command("lint")
    .description("check labs' files without running them")
    .argument("[lab]", "all labs unless given")
    .addHelpText("after", examples("podlab lab lint", "podlab lab lint https-sidecar --json"))
    .action(lazily(() => import("../commands/lab-lint.ts")));
  lab
    .command("verify")
    .description("prove a lab: the starter fails, the solution passes, each mutant fails where it says")
    .argument("[lab]", "unless given: --all")
    .option("--all", "every lab")
    .option("--seed <number>", "the first seed; the others follow from it", seed)
    .option("--only <candidates...>", "only the candidates of these names: starter, solution, a mutant's")
    .option("-j, --jobs <sessions>", "so many sessions side by side", count, 1)
    .option("--repeat <times>", "so many runs of each solution", count, 3)
    .addHelpText("after", examples("podlab lab verify https-sidecar", "podlab lab verify --all --json"))
    .action(lazily(() => import("../commands/lab-verify.ts")));
}
