import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import type { Lab } from "./types.ts";

/** How many hints a step has: the linter demands it of every lab. */
export const HINTS_A_STEP = 3;

/** A lab's README.md in parts. Texts are Markdown. */
export interface LabText {
  readonly title: string;
  /** The first fenced block before the first step: the drawing of the lab. Empty when there is none. */
  readonly topology: string;
  readonly intro: string;
  readonly steps: readonly StepText[];
}

export interface StepText {
  /** The heading's slug: what `StepDefinition.id` names. */
  readonly id: string;
  readonly title: string;
  /** Without the hints. */
  readonly body: string;
  readonly hints: readonly string[];
}

export async function readLabText(lab: Pick<Lab, "id" | "folder">): Promise<LabText> {
  const file = join(lab.folder, "README.md");
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new UserError(`the lab ${lab.id} has no text: ${file} can't be read`, { cause });
  });
  return parseLabText(text);
}

/** Takes a lab's README apart: a first-level title, a drawing, an introduction, a second-level heading per step. */
export function parseLabText(markdown: string): LabText {
  const [head = "", ...sections] = splitAtHeadings(markdown.replaceAll("\r\n", "\n"));
  const title = /^# (.+)$/m.exec(head)?.[1]?.trim() ?? "";
  const fence = /^```[^\n]*\n([\s\S]*?)^```[ \t]*$/m.exec(head);
  const intro = head.replace(/^# .+$/m, "").replace(fence?.[0] ?? "", "");
  return { title, topology: (fence?.[1] ?? "").trimEnd(), intro: intro.trim(), steps: sections.map(parseStep) };
}

function parseStep(section: string): StepText {
  const [heading = "", ...rest] = section.split("\n");
  const title = heading.replace(/^## /, "").trim();
  const body = rest.join("\n");
  const hints = [...body.matchAll(HINT)].map((match) => (match[1] ?? "").trim());
  return { id: slug(title), title, body: body.replace(HINT, "").trim(), hints };
}

const HINT = /<details>\s*<summary>[^<]*<\/summary>([\s\S]*?)<\/details>\n?/g;

/** The heading as code hosts make an anchor of it: "Survive a crash" is "survive-a-crash". */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}

/** Splits before each second-level heading that is not inside a fenced block. */
function splitAtHeadings(markdown: string): string[] {
  const parts: string[][] = [[]];
  let fenced = false;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) fenced = !fenced;
    if (!fenced && line.startsWith("## ")) parts.push([]);
    parts.at(-1)?.push(line);
  }
  return parts.map((lines) => lines.join("\n"));
}
