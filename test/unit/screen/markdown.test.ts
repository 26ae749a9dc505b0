import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLabText } from "../../../src/lab/text.ts";
import { type RenderOptions, renderMarkdown } from "../../../src/screen/markdown/render.ts";
import { createStyle } from "../../../src/screen/style.ts";
import { widthOf } from "../../../src/screen/text.ts";
import { ROOT } from "../../support/podlab.ts";

const lines = (markdown: string, options: Partial<RenderOptions> = {}) =>
  renderMarkdown(markdown, { width: 40, style: createStyle("none"), ascii: false, ...options });
const colored = createStyle("256");

it("wraps paragraphs anew, a blank line between two", () => {
  expect(lines("one two three four five\nsix seven\neight nine\n\n\nten")).toEqual([
    "one two three four five six seven eight",
    "nine",
    "",
    "ten",
  ]);
});

it("hangs list items under their text, nested ones too, and aligns numbers", () => {
  const markdown =
    "- one two three four five six seven eight nine\n  - inner\n- last\n\n9. nine\n10. ten two three four five six seven";
  expect(lines(markdown)).toEqual([
    "• one two three four five six seven",
    "  eight nine",
    "  • inner",
    "• last",
    "",
    " 9. nine",
    "10. ten two three four five six seven",
  ]);
});

it("keeps paragraphs of one item together under its mark", () => {
  expect(lines("- first\n\n  more\n\n- second")).toEqual(["• first", "", "  more", "", "• second"]);
});

it("leaves code as it is, marks where a line of it had to be broken, or leaves even that", () => {
  const markdown = "```sh\nif  true; then\n\n  - not a list\nfi\n```";
  expect(lines(markdown)).toEqual(["    if  true; then", "", "      - not a list", "    fi"]);
  const long = `\`\`\`\n${"0123456789".repeat(5)}\n\`\`\``;
  expect(lines(long)).toEqual([`    ${"0123456789".repeat(3)}01234↩`, "    567890123456789"]);
  expect(lines(long, { ascii: true })[0]).toBe(`    ${"0123456789".repeat(3)}01234\\`);
  expect(lines(long, { longCode: "whole" })).toEqual([`    ${"0123456789".repeat(5)}`]);
});

it("says with signs what it can't say with colours", () => {
  expect(lines("a **sidecar** is *not* `a b`")).toEqual(["a sidecar is *not* `a b`"]);
  const [styled] = lines("a **sidecar** is *not* `a b`", { style: colored });
  expect(styled).toBe(`a ${colored.bold("sidecar")} is ${colored.italic("not")} ${colored.code("a b")}`);
});

it("keeps a short command in one line", () => {
  expect(lines("Look at what comes when you type `podlab shell web-a` here")).toEqual([
    "Look at what comes when you type",
    "`podlab shell web-a` here",
  ]);
});

it("tells where a link leads, and takes what stands for a character or for itself", () => {
  expect(lines("[nginx](https://nginx.org) &amp; <https://podlab.test>")).toEqual([
    "nginx (https://nginx.org) &",
    "https://podlab.test",
  ]);
  expect(lines("`podlab start` <lab> \\*<br>next<!-- a note -->")).toEqual(["`podlab start` <lab> *", "next"]);
});

it("aligns a table, and wraps its widest column where it is too wide", () => {
  const markdown =
    "| mode | what the service does | n |\n|---|---|--:|\n| `hang` | takes the request, never answers | 10 |";
  expect(lines(markdown, { width: 60 })).toEqual([
    "mode    what the service does              n",
    "──────  ────────────────────────────────  ──",
    "`hang`  takes the request, never answers  10",
  ]);
  for (const line of lines(markdown)) expect(widthOf(line)).toBeLessThanOrEqual(40);
});

it("draws in ASCII where nothing else can be shown", () => {
  const drawing = "```\n┌── pod ──┐\n│ app ──► │…\n└─────────┘\n```\n\n- “one” → two\n\n> said\n\n---";
  const shown = lines(drawing, { ascii: true, width: 20 });
  expect(shown).toEqual([
    "    +-- pod --+",
    "    | app --> |...",
    "    +---------+",
    "",
    '- "one" > two',
    "",
    "| said",
    "",
    "--------------------",
  ]);
});

const LABS = readdirSync(join(ROOT, "labs")).filter((id) => existsSync(join(ROOT, "labs", id, "README.md")));

describe("every lab's text", () => {
  it.each(LABS)("%s fits 80 columns, with and without colours", async (id) => {
    const { intro, steps } = await readLabText({ id, folder: join(ROOT, "labs", id) });
    const texts = [intro, ...steps.flatMap(({ body, hints }) => [body, ...hints])];
    for (const style of [createStyle("none"), colored])
      for (const line of texts.flatMap((text) => lines(text, { width: 76, style })))
        expect(widthOf(line), line).toBeLessThanOrEqual(76);
  });
});
