import { createHash } from "node:crypto";
import type { Gradebook, GradedLab } from "../../types.ts";
import { learnerDetails } from "./learner.ts";
import { html, Markup } from "./markup.ts";
import { passPlot, pointsPlot } from "./plots.ts";
import { SCRIPT } from "./script.js.ts";
import { STYLE } from "./style.css.ts";
import { classTable } from "./table.ts";

/** The whole report as one page that asks no network for anything. */
export function reportPage(book: Gradebook): string {
  const when = new Date(book.startedAt).toISOString().slice(0, 16).replace("T", " ");
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<title>Grades, ${when}</title><style>${new Markup(STYLE)}</style></head><body>
<header><h1>Grades</h1><p>podlab ${book.podlab}, ${when} UTC, seed ${book.seed}. ${overview(book)}</p></header>
<p class="tools" hidden><label>Show only what has <input type="search" placeholder="a name, an id, a check"></label></p>
<main>
${attention(book)}${book.labs.map((lab) => labSection(book, lab))}</main>
<script>${new Markup(SCRIPT)}</script></body></html>
`;
  return page.text;
}

/** Nothing from anywhere, and of scripts and styles only those that podlab wrote: markup in a submission can do nothing. */
function policy(): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; script-src ${hash(SCRIPT)}; style-src ${hash(STYLE)}`;
}

function overview({ grades, refused, missing }: Gradebook): string {
  return `${grades.length} submissions graded, ${refused.length} refused, ${missing.length} missing.`;
}

/** What a person has to look at before anything is published. */
function attention({ grades, refused }: Gradebook): Markup {
  const items = [
    ...refused.map(({ source, reason }) => html`<li>refused: <code>${source}</code>: ${reason}</li>`),
    ...grades
      .filter(({ outcome, needsPerson }) => outcome !== "graded" || needsPerson)
      .map((grade) => {
        const why = grade.reason?.text ?? "a check failed and passed when it was judged again";
        return html`<li><a href="#${encodeURIComponent(grade.key)}">${grade.learner.id}, ${grade.lab}</a>: ${grade.outcome}: ${why}</li>`;
      }),
  ];
  return items.length === 0 ? html`` : html`<section><h2>Look at these yourself</h2><ul>${items}</ul></section>`;
}

function labSection(book: Gradebook, lab: GradedLab): Markup {
  const grades = book.grades.filter((grade) => grade.lab === lab.lab);
  const counted = grades.filter(({ outcome }) => outcome !== "not graded");
  return html`<section><h2>${lab.title}</h2>
<h3>Points</h3>${pointsPlot(counted, lab)}
<h3>Where the class struggles</h3>${passPlot(counted, lab)}
<h3>The class</h3>${classTable(grades, lab, book)}
<h3>Learners</h3>${grades.map((grade) => learnerDetails(grade, book.remarks[grade.key] ?? []))}</section>
`;
}
