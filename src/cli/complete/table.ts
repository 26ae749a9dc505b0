import type { Command, Option } from "commander";
import { PROBE_USAGE } from "../../check/probe-command.ts";
import { FAULT_USAGE } from "../../fault/usage.ts";

/** What completion knows of the command line: plain data, so that the build can write it down. */
export interface Table {
  readonly command: TableCommand;
  /** "partition POD POD" and what it does. */
  readonly faults: readonly (readonly [words: string, what: string])[];
  /** Of each kind of probe its options. */
  readonly probes: Readonly<Record<string, readonly string[]>>;
}

export interface TableCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly TableOption[];
  readonly arguments: readonly TableArgument[];
  readonly commands: readonly TableCommand[];
}

export interface TableOption {
  readonly long: string;
  readonly short?: string;
  readonly description: string;
  /** What its value is, as the help names it: "lab", "dir"; absent where it takes none. */
  readonly value?: string;
  /** It takes all words up to the next option. */
  readonly many: boolean;
}

export interface TableArgument {
  /** As the help names it: "lab", "service". */
  readonly name: string;
  readonly many: boolean;
  readonly choices?: readonly string[];
}

/** Reads commander's definitions: what a word may be is what its placeholder is called. */
export function tableOf(program: Command): Table {
  return { command: commandOf(program), faults: FAULT_USAGE, probes: probesOf(PROBE_USAGE) };
}

function commandOf(command: Command): TableCommand {
  const help = command.createHelp();
  return {
    name: command.name(),
    description: command.description(),
    options: help.visibleOptions(command).map(optionOf),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      many: argument.variadic,
      ...(argument.argChoices && { choices: argument.argChoices }),
    })),
    commands: help
      .visibleCommands(command)
      .filter((sub) => sub.name() !== "help")
      .map(commandOf),
  };
}

function optionOf({ long, short, flags, description, variadic }: Option): TableOption {
  const value = /[<[]([\w-]+)/.exec(flags)?.[1];
  return {
    long: long ?? short ?? flags,
    ...(short && { short }),
    description,
    ...(value !== undefined && { value }),
    many: variadic,
  };
}

/** The usage has a paragraph a kind; one that says "the options of http" has those as well. */
function probesOf(usage: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [, kind = "", form = ""] of usage.matchAll(/^podlab probe (\w+)([\s\S]*?)(?=^podlab|$(?![\s\S]))/gm)) {
    const other = /the options of (\w+)/.exec(form)?.[1];
    const own = form.match(/--[\w-]+/g) ?? [];
    found[kind] = [...new Set([...own, ...((other === undefined ? undefined : found[other]) ?? [])])];
  }
  return found;
}
