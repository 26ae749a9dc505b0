import { Argument, type Command } from "commander";
import { examples } from "../examples.ts";
import type { Lazily } from "../program.ts";

/** What concerns the engine and this machine. */
export function declareMachineCommands(program: Command, lazily: Lazily): void {
  program
    .command("clean")
    .description("remove all that podlab made for you on this engine; your files stay")
    .option("--all", "for every learner on this engine")
    .option("--images", "the labs' images too")
    .addHelpText("after", examples("podlab clean", "podlab clean --all --images"))
    .action(lazily(() => import("../commands/clean.ts")));

  const images = program
    .command("images")
    .description("build the labs' images, or carry them to a machine without a network")
    .addHelpText("after", examples("podlab images build --all", "podlab images save podlab-images.tar"));
  images
    .command("build")
    .description("build what is missing")
    .argument("[lab]", "this lab's; all labs' unless given")
    .option("--all", "every lab's")
    .addHelpText("after", examples("podlab images build https-sidecar", "podlab images build --all"))
    .action(lazily(() => import("../commands/images-build.ts")));
  images
    .command("save")
    .description("write all images of podlab to one file")
    .argument("<file>")
    .addHelpText("after", examples("podlab images save podlab-images.tar"))
    .action(lazily(() => import("../commands/images-save.ts")));
  images
    .command("load")
    .description("read images that `podlab images save` wrote")
    .argument("<file>")
    .addHelpText("after", examples("podlab images load podlab-images.tar"))
    .action(lazily(() => import("../commands/images-load.ts")));

  program
    .command("completion")
    .description("print what completes podlab's commands, labs, services and more in your shell")
    .addArgument(new Argument("<shell>", "which shell").choices(["bash", "zsh", "fish"]))
    .addHelpText(
      "after",
      examples(
        "podlab completion fish > ~/.config/fish/completions/podlab.fish",
        "source <(podlab completion bash)     # in ~/.bashrc",
        "source <(podlab completion zsh)      # in ~/.zshrc, after compinit",
      ),
    )
    .action(lazily(() => import("../commands/completion.ts")));

  program
    .command("doctor")
    .description("what is wrong with this machine, and what mends it")
    .addHelpText("after", examples("podlab doctor", "podlab doctor --json"))
    .action(lazily(() => import("../commands/doctor.ts")));
}
