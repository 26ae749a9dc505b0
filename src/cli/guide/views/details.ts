import type { VerdictEvent } from "../../../core/events.ts";
import type { Failure } from "../../../core/verdict.ts";
import { wrap } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";

const INDENT = "     ";
const LABEL = 10;

/** What lies behind a verdict that isn't "passed". */
export function verdictDetails(verdict: VerdictEvent, canvas: Canvas): string[] {
  const { style, columns } = canvas;
  switch (verdict.verdict) {
    case "passed":
      return [];
    case "blocked":
      return [INDENT + style.dim(`needs ${verdict.reason ?? "a check above"}, which did not pass`)];
    case "broken": {
      const text = `could not be judged, through no fault of yours: ${verdict.reason ?? "unknown"}`;
      return wrap(text, columns - 6).map((line) => INDENT + line);
    }
    case "failed": {
      const timeline = verdict.timeline?.split("\n").map((line) => INDENT + line) ?? [];
      return [...(verdict.failure ? failureLines(verdict.failure, canvas) : []), ...timeline];
    }
  }
}

function failureLines({ asked, expected, seen, again }: Failure, canvas: Canvas): string[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["asked", asked],
    ["expected", expected],
    ["seen", seen],
    ["again", again],
  ];
  return rows.flatMap(([label, text]) => (text === undefined ? [] : labelled(label, text, canvas)));
}

function labelled(label: string, text: string, { style, columns }: Canvas): string[] {
  const paint = label === "again" ? style.code : label === "seen" ? style.bad : (line: string) => line;
  return wrap(text, columns - INDENT.length - LABEL - 1).map(
    (line, index) => INDENT + style.dim((index === 0 ? label : "").padEnd(LABEL)) + paint(line),
  );
}
