import type { Table, TableArgument, TableCommand, TableOption } from "./table.ts";

/** A word that may stand where the cursor is. */
export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** What may stand where the cursor is: words that are known already, and a kind of thing that has to be looked up. */
export interface Wanted {
  readonly fixed: readonly Candidate[];
  /** "lab", "service", "step", "file", …: a placeholder of the help. */
  readonly kind?: string;
  /** What is typed of it. */
  readonly prefix: string;
  /** Stands before every candidate: "--step=". */
  readonly before: string;
  /** The lab that the words before name. */
  readonly lab?: string;
  /** Folders that the words before give with --labs. */
  readonly labFolders: readonly string[];
}

/** What the words so far are, read from left to right. */
interface Reading {
  readonly command: TableCommand;
  /** Of the command and of those around it. */
  readonly options: readonly TableOption[];
  readonly given: ReadonlySet<string>;
  readonly positional: readonly string[];
  /** The option whose value comes next, where one must. */
  readonly open?: TableOption;
  readonly lab?: string;
  readonly labFolders: readonly string[];
}

/** @param words all after "podlab", the last is what is being typed */
export function wantedAt(table: Table, words: readonly string[]): Wanted {
  const [typed = "", ...before] = joined(words).reverse();
  const reading = before.reverse().reduce((sum, word) => readWord(sum, word), start(table));
  const about = { ...(reading.lab !== undefined && { lab: reading.lab }), labFolders: reading.labFolders };
  const nothing = { fixed: [], prefix: typed, before: "", ...about };
  if (reading.open?.value !== undefined) return { ...nothing, kind: reading.open.value };
  const assigned = /^(--[\w-]+=)(.*)$/.exec(typed);
  if (assigned) {
    const [, option = "", prefix = ""] = assigned;
    const value = findOption(reading.options, option.slice(0, -1))?.value;
    return { ...nothing, prefix, before: option, ...(value !== undefined && { kind: value }) };
  }
  if (typed.startsWith("-")) return { ...nothing, fixed: [...optionsLeft(reading), ...probeOptions(table, reading)] };
  return { ...nothing, ...argumentAt(table, reading) };
}

/** bash breaks words at "=": it gives "--step", "=", "x". */
function joined(words: readonly string[]): string[] {
  const isBreak = (word: string, index: number) => word === "=" && (words[index - 1]?.startsWith("--") ?? false);
  const kept = words.filter((word, index) => !isBreak(word, index));
  return isBreak(words.at(-1) ?? "", words.length - 1) ? [...kept, ""] : kept;
}

function start({ command }: Table): Reading {
  return { command, options: command.options, given: new Set(), positional: [], labFolders: [] };
}

function readWord(reading: Reading, word: string): Reading {
  const { open, ...rest } = reading;
  if (open !== undefined && !(open.many && word.startsWith("-"))) {
    const valued = withValue(rest, open, word);
    return open.many ? { ...valued, open } : valued;
  }
  if (word.startsWith("-")) {
    const [name = "", value] = word.split(/=(.*)/s);
    const option = findOption(rest.options, name);
    if (option === undefined) return rest;
    const given = new Set([...rest.given, option.long]);
    if (option.value === undefined) return { ...rest, given };
    return value === undefined ? { ...rest, given, open: option } : withValue({ ...rest, given }, option, value);
  }
  const sub = rest.positional.length === 0 && rest.command.commands.find(({ name }) => name === word);
  if (sub) return { ...rest, command: sub, options: [...sub.options, ...rest.options] };
  const argument = argumentOf(rest);
  const lab = argument?.name === "lab" ? { lab: word } : {};
  return { ...rest, ...lab, positional: [...rest.positional, word] };
}

function withValue(reading: Reading, option: TableOption, value: string): Reading {
  if (option.value === "lab") return { ...reading, lab: value };
  return option.long === "--labs" ? { ...reading, labFolders: [...reading.labFolders, value] } : reading;
}

function findOption(options: readonly TableOption[], name: string): TableOption | undefined {
  return options.find(({ long, short }) => long === name || short === name);
}

function argumentOf({ command, positional }: Reading): TableArgument | undefined {
  const last = command.arguments.at(-1);
  return command.arguments[positional.length] ?? (last?.many ? last : undefined);
}

function optionsLeft({ options, given }: Reading): Candidate[] {
  const left = options.filter(({ long }) => !given.has(long) || long === "--labs");
  return [...new Map(left.map(({ long, description }) => [long, { value: long, description }])).values()];
}

function argumentAt(table: Table, reading: Reading): Pick<Wanted, "fixed" | "kind"> {
  const { command, positional } = reading;
  const commands = positional.length > 0 ? [] : command.commands;
  const fixed = commands.map(({ name, description }) => ({ value: name, description }));
  const argument = argumentOf(reading);
  if (argument === undefined) return { fixed };
  if (argument.choices) return { fixed: [...fixed, ...argument.choices.map((value) => ({ value }))] };
  if (argument.name === "fault") return faultAt(table, positional);
  if (argument.name === "probe")
    return { fixed: positional.length === 0 ? Object.keys(table.probes).map((value) => ({ value })) : [] };
  return { fixed, kind: argument.name };
}

/** Modes of a provided service's misbehaviour that take no number. */
const CHAOS_MODES = ["error", "hang", "ok"];

/** First which fault, then what it strikes, as its usage says: "chaos SERVICE MODE". */
function faultAt({ faults }: Table, [kind, ...rest]: readonly string[]): Pick<Wanted, "fixed" | "kind"> {
  if (kind === undefined)
    return { fixed: faults.map(([words, what]) => ({ value: words.split(" ")[0] ?? "", description: what })) };
  const usage = faults.find(([words]) => words.split(" ")[0] === kind)?.[0].split(" ") ?? [];
  const next = usage[rest.length + 1];
  if (next === "MODE") return { fixed: CHAOS_MODES.map((value) => ({ value })) };
  return next === "SERVICE" || next === "POD" ? { fixed: [], kind: next.toLowerCase() } : { fixed: [] };
}

function probeOptions(table: Table, { command, positional }: Reading): Candidate[] {
  if (command.arguments[0]?.name !== "probe") return [];
  return (table.probes[positional[0] ?? ""] ?? []).map((value) => ({ value }));
}
