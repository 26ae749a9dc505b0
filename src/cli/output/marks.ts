import type { LabState } from "../../workspace/progress.ts";

/** One sign for each state; colour only repeats what they say. */
export interface Marks extends Readonly<Record<LabState, string>> {
  readonly passed: string;
  readonly failed: string;
  readonly blocked: string;
  readonly broken: string;
}

const UNICODE: Marks = {
  passed: "✓",
  failed: "✗",
  blocked: "–",
  broken: "!",
  "not begun": "○",
  begun: "◐",
  done: "●",
  "done with help": "◉",
};

const ASCII: Marks = {
  passed: "+",
  failed: "x",
  blocked: "-",
  broken: "!",
  "not begun": ".",
  begun: "o",
  done: "*",
  "done with help": "@",
};

/** What a screen reader says: a word, and a colon before what it is about. */
const WORDS: Marks = {
  passed: "passed:",
  failed: "failed:",
  blocked: "blocked:",
  broken: "broken:",
  "not begun": "not begun:",
  begun: "begun:",
  done: "done:",
  "done with help": "done with help:",
};

export const MARKS = { unicode: UNICODE, ascii: ASCII, words: WORDS } as const;
