import type { Failure } from "../../core/verdict.ts";
import { wrap } from "../../screen/text.ts";

/** Columns before the labels, as under a check's line. */
const INDENT = 6;
/** The longest label and two blanks. */
const LABEL = 10;

/** A failure as lines: what was asked, expected and seen, and how to see it again, aligned and wrapped. */
export function failureLines(failure: Failure, width: number): string[] {
  const rows: [string, string | undefined][] = [
    ["asked", failure.asked],
    ["expected", failure.expected],
    ["seen", failure.seen],
  ];
  const wrapped = rows.flatMap(([label, text]) => labelled(label, wrap(text ?? "", width - INDENT - LABEL)));
  // A command that is broken over lines can't be copied, so it never is.
  return failure.again ? [...wrapped, ...labelled("again", [failure.again])] : wrapped;
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) =>
    `${" ".repeat(INDENT)}${(index === 0 ? label : "").padEnd(LABEL)}${line}`.trimEnd(),
  );
}
