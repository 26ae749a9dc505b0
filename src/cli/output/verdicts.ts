import type { SummaryEvent, VerdictEvent, VerifiedEvent } from "../../core/events.ts";
import type { EvidenceEntry, Verdict } from "../../core/verdict.ts";
import { pad, wrap } from "../../screen/text.ts";
import { isProven } from "../../verify/proven.ts";
import { failureLines } from "./failure.ts";
import { seconds } from "./seconds.ts";
import type { Terminal } from "./terminal.ts";

const STYLES = { passed: "good", failed: "bad", blocked: "dim", broken: "warn" } as const satisfies Record<
  Verdict,
  string
>;

/** A verdict as lines: its mark, its title, how long it took, and what lies behind it when it isn't "passed". */
export function verdictLines(verdict: VerdictEvent, terminal: Terminal, evidence: boolean): string[] {
  const lines = titleLines(verdict, terminal);
  if (verdict.failure) lines.push(...failureLines(verdict.failure, terminal.width));
  if (verdict.timeline) lines.push(...verdict.timeline.split("\n").map((line) => `      ${line}`));
  if (verdict.verdict === "blocked") lines.push(`      needs ${verdict.reason ?? "a check above"}, which did not pass`);
  if (verdict.verdict === "broken")
    lines.push(
      ...wrap(`could not be judged, through no fault of yours: ${verdict.reason ?? "unknown"}`, terminal.width - 6).map(
        (line) => `      ${line}`,
      ),
    );
  if (evidence) lines.push(...verdict.evidence.flatMap((entry) => evidenceLines(entry, terminal)));
  return lines;
}

/** In plain lines nothing stands at the right edge, where a screen reader comes to late. */
function titleLines({ verdict, title, ms }: VerdictEvent, terminal: Terminal): string[] {
  const mark = terminal.style[STYLES[verdict]](terminal.marks[verdict]);
  const time = verdict === "blocked" ? "" : seconds(ms);
  if (terminal.plain) return [`  ${mark} ${title}${time && ` (${time})`}`];
  const room = terminal.width - 4 - time.length - 1;
  const [first = "", ...more] = wrap(title, room);
  return [`  ${mark} ${pad(first, room)} ${time}`.trimEnd(), ...more.map((line) => `    ${line}`)];
}

export function summaryLines(summary: SummaryEvent): string[] {
  const counts = (["passed", "failed", "blocked", "broken"] as const)
    .filter((verdict) => verdict === "passed" || summary[verdict] > 0)
    .map((verdict) => `${summary[verdict]} ${verdict}`);
  const points = `${summary.points} of ${summary.maxPoints} points`;
  return ["", `  ${counts.join(", ")}; ${points}; ${seconds(summary.ms)}; seed ${summary.seed}`];
}

export function verifiedLines(verified: VerifiedEvent, terminal: Terminal): string[] {
  const mark = isProven(verified) ? terminal.marks.passed : terminal.marks.failed;
  return [
    `  ${mark} ${verified.lab}: the starter ${verified.starter}, the solution ${verified.solution}, ` +
      `${verified.caught} of ${verified.mutants} mutants caught, ${verified.leftovers} left over; ${seconds(verified.ms)}`,
  ];
}

function evidenceLines(entry: EvidenceEntry, terminal: Terminal): string[] {
  const at = `+${(entry.at / 1000).toFixed(2)} s`.padStart(9);
  const text = entry.answer ? `${entry.what}: ${entry.answer}` : entry.what;
  return wrap(`${entry.kind} ${text}`, terminal.width - 17).map((line, index) =>
    terminal.style.dim(`      ${index === 0 ? at : " ".repeat(9)}  ${line}`),
  );
}
