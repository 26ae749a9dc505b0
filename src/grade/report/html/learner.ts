import type { Grade, GradedCheck } from "../../types.ts";
import { html, type Markup } from "./markup.ts";

/** One sign and one word for each verdict: no state by colour alone. */
export const MARKS = { passed: "✓", failed: "✗", blocked: "–", broken: "!" } as const;

/** All that one grade rests on, folded away until somebody opens it. */
export function learnerDetails(grade: Grade, remarks: readonly string[]): Markup {
  const { key, learner, steps, checks, reason, seed } = grade;
  const notes = [...(reason === undefined ? [] : [reason.text]), ...remarks];
  const parts = steps.map(
    ({ step, title, points, maxPoints }) => html`<h4>${title} <small>${points} of ${maxPoints}</small></h4>
<ul class="checks">${checks.filter((check) => check.step === step).map(checkItem)}</ul>`,
  );
  return html`<details id="${key}"><summary><b>${learner.name || learner.id}</b> <small>${learner.id}</small> ${scoreOf(grade)}</summary>
${notes.length === 0 ? "" : html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
${parts}<p><small>seed ${seed}; again: <code>podlab grade rerun REPORT --learner ${learner.id}</code></small></p></details>
`;
}

/** "7.5 of 12", or what it is instead. */
export function scoreOf({ outcome, points, maxPoints, needsPerson }: Grade): string {
  if (outcome === "not graded") return "not graded";
  const beyond = outcome === "exceeded" ? ", beyond its limits" : "";
  return `${points} of ${maxPoints}${beyond}${needsPerson ? ", look yourself" : ""}`;
}

function checkItem({ title, verdict, failure, reason, timeline, wavered, ms }: GradedCheck): Markup {
  const facts = failure && [
    ["asked", failure.asked],
    ["expected", failure.expected],
    ["seen", failure.seen],
    ["again", failure.again],
  ];
  const list = facts
    ?.filter(([, text]) => text !== undefined)
    .map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`);
  return html`<li class="${verdict}"><span class="mark">${MARKS[verdict]}</span> ${title} <small>${verdict}${wavered ? ", after it had been otherwise" : ""}, ${(ms / 1000).toFixed(1)} s</small>
${reason === undefined ? "" : html`<p>${verdict === "blocked" ? `needs ${reason}` : reason}</p>`}${list === undefined ? "" : html`<dl>${list}</dl>`}${timeline === undefined ? "" : html`<pre>${timeline}</pre>`}</li>
`;
}
