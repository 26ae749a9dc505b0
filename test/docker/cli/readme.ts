import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../support/podlab.ts";

/** A command that the README names, without "podlab" itself: ["fault", "kill|pause"], and options that belong to it. */
export interface Mention {
  readonly words: readonly string[];
  readonly options: readonly string[];
}

export function readReadme(): string {
  return readFileSync(join(ROOT, "README.md"), "utf8");
}

/** The lines of its ```sh blocks, in order. */
export function shellLines(readme: string): string[] {
  const blocks = readme.matchAll(/^```sh\n([\s\S]*?)^```/gm);
  return [...blocks].flatMap(([, block = ""]) => block.trim().split("\n"));
}

/** Every `podlab …`, in blocks, in sentences and in the table, where options of a row belong to the row's commands. */
export function mentions(readme: string): Mention[] {
  const inBlocks = [...readme.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) =>
    [...block.matchAll(/\bpodlab ((?:[a-z]|--).*)$/gm)].map(([, words = ""]) => mention(words)),
  );
  const prose = readme.replaceAll(/^```[\s\S]*?^```/gm, "").split("\n");
  return [...inBlocks, ...prose.flatMap((line) => (line.startsWith("|") ? inRow(line) : inSentence(line)))];
}

function inSentence(line: string): Mention[] {
  return snippetsOf(line).flatMap((snippet) => (snippet.startsWith("podlab ") ? [mention(snippet.slice(7))] : []));
}

/** The first cell has commands, of which only the first may say "podlab". */
function inRow(line: string): Mention[] {
  const [, commands = "", what = ""] = line.split(/(?<!\\)\|/);
  const options = snippetsOf(what).flatMap((snippet) => (snippet.startsWith("--") ? [optionOf(snippet)] : []));
  const named = snippetsOf(commands).filter((snippet) => snippet !== "podlab");
  const own = named.map((snippet) => mention(snippet.replace(/^podlab /, "")));
  return [...own.map((one) => ({ ...one, options: [...one.options, ...options] })), ...inSentence(what)];
}

/** What stands between back quotes; in a table a bar is written with a backslash. */
function snippetsOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, snippet = ""]) => snippet.replaceAll("\\|", "|"));
}

function mention(text: string): Mention {
  // What an alternative takes is not one: build|save FILE|load FILE.
  const tokens = text
    .trim()
    .replaceAll(/ [A-Z]+\|/g, "|")
    .split(/\s+/);
  const isOption = (token: string) => token.startsWith("--");
  const end = tokens.findIndex(isOption);
  return { words: end < 0 ? tokens : tokens.slice(0, end), options: tokens.filter(isOption).map(optionOf) };
}

function optionOf(snippet: string): string {
  return snippet.split(/[ =]/)[0] ?? "";
}
