import { expect, it } from "vitest";
import { proseLines } from "../../../src/cli/output/prose.ts";
import { plainTerminal } from "./terminal.ts";

const lines = (markdown: string) => proseLines(markdown, plainTerminal(44));

it("wraps a paragraph anew, whatever its own line ends", () => {
  expect(lines("one two three four five\nsix seven\neight nine ten\n\neleven")).toEqual([
    "one two three four five six seven eight",
    "nine ten",
    "",
    "eleven",
  ]);
});

it("hangs what belongs to a list item under its text", () => {
  expect(lines("- one two three four five six seven eight\n  nine\n- ten")).toEqual([
    "- one two three four five six seven",
    "  eight nine",
    "- ten",
  ]);
});

it("leaves code, fences and tables as they are", () => {
  const markdown =
    "```\na very long line of code that must not be wrapped\n\n- not a list\n```\n| a | b |\n|---|---|\n    indented";
  expect(lines(markdown)).toEqual(markdown.split("\n"));
});

it("leaves out the stars of what is bold", () => {
  expect(lines("a **sidecar** is")).toEqual(["a sidecar is"]);
});
