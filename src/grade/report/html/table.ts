import type { Grade, Gradebook, GradedLab } from "../../types.ts";
import { MARKS, scoreOf } from "./learner.ts";
import { html, type Markup } from "./markup.ts";

/** The class: a row a learner, a column a check. Headings become buttons that sort where scripts run. */
export function classTable(grades: readonly Grade[], lab: GradedLab, { missing }: Pick<Gradebook, "missing">): Markup {
  const headings = lab.checks.map(
    ({ check, title }, index) =>
      html`<th scope="col" title="${title}">${index + 1}<span class="sr">: ${check}</span></th>`,
  );
  const absent = missing
    .filter((one) => one.lab === lab.lab)
    .map(
      ({
        learner,
      }) => html`<tr><th scope="row">${learner.name || learner.id}</th><td>${learner.id}</td><td data-value="-1">nothing came</td>${lab.checks.map(() => html`<td></td>`)}</tr>
`,
    );
  return html`<table class="class"><caption>${grades.length} submissions; the columns by number are the checks below</caption>
<thead><tr><th scope="col">learner</th><th scope="col">id</th><th scope="col">points</th>${headings}</tr></thead>
<tbody>
${grades.map((grade) => row(grade, lab))}${absent}</tbody></table>
<ol class="legend">${lab.checks.map(({ check, title }) => html`<li><code>${check}</code> ${title}</li>`)}</ol>`;
}

function row(grade: Grade, lab: GradedLab): Markup {
  const { key, learner, outcome, points } = grade;
  const cells = lab.checks.map(({ check }) => {
    const verdict = grade.checks.find((one) => one.check === check)?.verdict;
    return verdict === undefined
      ? html`<td data-value="0"></td>`
      : html`<td class="${verdict}" data-value="${verdict === "passed" ? 1 : 0}" title="${check}: ${verdict}">${MARKS[verdict]}<span class="sr"> ${verdict}</span></td>`;
  });
  const value = outcome === "not graded" ? -0.5 : points;
  return html`<tr><th scope="row"><a href="#${encodeURIComponent(key)}">${learner.name || learner.id}</a></th><td>${learner.id}</td><td data-value="${value}">${scoreOf(grade)}</td>${cells}</tr>
`;
}
