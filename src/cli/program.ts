import { Command } from "commander";
import type { ExitCode } from "../core/errors.ts";
import type { Cli, GlobalOptions } from "./cli.ts";
import { declareAuthorCommands } from "./declare/author.ts";
import { declareInsideCommands } from "./declare/inside.ts";
import { declareInstructorCommands } from "./declare/instructor.ts";
import { declareLearnerCommands } from "./declare/learner.ts";
import { declareMachineCommands } from "./declare/machine.ts";
import { makeCli } from "./make-cli.ts";
import { packageRoot, packageVersion } from "./package-root.ts";

export interface Invocation {
  readonly signal: AbortSignal;
  readonly interrupt: () => void;
  /** Called with what the command says about its outcome. */
  readonly finished: (exitCode: ExitCode) => void;
}

/** A command's own file: loaded only when its command is run, so that `--help` stays quick. */
export interface CommandModule<Args extends unknown[]> {
  run(cli: Cli, ...args: Args): Promise<ExitCode>;
}

/** Makes commander's action of a command's file. */
export type Lazily = <Args extends unknown[]>(
  load: () => Promise<CommandModule<Args>>,
) => (...args: [...Args, command: Command]) => Promise<void>;

/** The whole command line: names, options and help here, what they do in src/cli/commands. */
export function buildProgram(invocation: Invocation): Command {
  const program = new Command("podlab")
    .description("Hands-on labs for the patterns of Designing Distributed Systems, on real containers.")
    .version(packageVersion(packageRoot(import.meta.dirname)), "-V, --version", "print podlab's version")
    .option("--json", "newline-delimited events on standard output and nothing else there")
    .option("--no-color", "no colours (NO_COLOR does the same)")
    .option("--plain", "nothing moves, and words for signs: for screen readers (PODLAB_PLAIN does the same)")
    .option("--labs <dir>", "a further folder with labs; may be given again (PODLAB_LABS does the same)", collect)
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", HELP_END);

  const lazily = lazilyWith(invocation);
  declareLearnerCommands(program, lazily);
  declareInsideCommands(program, lazily);
  declareMachineCommands(program, lazily);
  declareInstructorCommands(program, lazily);
  declareAuthorCommands(program, lazily);
  return program;
}

function lazilyWith({ signal, interrupt, finished }: Invocation): Lazily {
  return <Args extends unknown[]>(load: () => Promise<CommandModule<Args>>) =>
    async (...args: [...Args, command: Command]) => {
      const command = args.at(-1);
      if (!(command instanceof Command)) throw new Error("commander gave no command");
      const cli = await makeCli(command.optsWithGlobals<GlobalOptions>(), signal, interrupt);
      const module = await load();
      // All but the last are what the command's own declaration says.
      const given = args.slice(0, -1) as Args;
      finished(await module.run(cli, ...given));
    };
}

const HELP_END = `
Exit codes: 0 all passed, 1 work not done, 2 usage or a bad lab, 3 environment, 4 broken check, 70 podlab's own bug,
130 interrupted.

Examples:
  $ podlab                         the menu
  $ podlab start https-sidecar     prepare, start and guide
  $ podlab check --all --json      judge every step, for a program`;

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
