import type { ListedLab } from "../../core/events.ts";
import { CHAPTERS, type Chapter } from "../../lab/chapters.ts";
import type { Lab } from "../../lab/types.ts";
import { labProgress } from "../../workspace/progress.ts";
import type { Progress } from "../../workspace/progress-format.ts";
import { listed } from "../listed.ts";

/** One line of the menu. Chapters can't be chosen. */
export type Row =
  | { readonly row: "chapter"; readonly chapter: Chapter }
  | { readonly row: "lab"; readonly chapter: Chapter; readonly lab: ListedLab }
  | { readonly row: "quit" };

/** Chapters that have labs, each with its labs, in the book's order, and how to leave at the end. */
export function menuRows(labs: readonly Lab[], progress: Progress): Row[] {
  const rows = CHAPTERS.flatMap((chapter): Row[] => {
    const own = labs.filter((lab) => lab.chapter === chapter.id);
    if (own.length === 0) return [];
    return [
      { row: "chapter", chapter },
      ...own.map((lab): Row => ({ row: "lab", chapter, lab: listed(lab, progress) })),
    ];
  });
  return [...rows, { row: "quit" }];
}

/** Labs whose title, chapter or id has every word of the search, under their chapters; all rows for no words. */
export function matching(rows: readonly Row[], search: string): Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...rows];
  const found = rows.filter((row) => row.row === "lab" && words.every((word) => wordsOf(row).includes(word)));
  const chapters = new Set(found.map((row) => row.row === "lab" && row.chapter));
  return rows.filter(
    (row) => row.row === "quit" || (row.row === "chapter" ? chapters.has(row.chapter) : found.includes(row)),
  );
}

function wordsOf({ lab, chapter }: Extract<Row, { row: "lab" }>): string {
  return `${chapter.number} ${chapter.title} ${chapter.part} ${lab.title} ${lab.lab}`.toLowerCase();
}

/** The lab to go on with: of those that are begun the one worked on last, else the first that is not done. */
export function nextOpen(labs: readonly Lab[], progress: Progress): string | undefined {
  const open = labs.map((lab) => listed(lab, progress)).filter(isOpen);
  const lastActive = (id: string) => labProgress(progress, id).activeAt ?? 0;
  const begun = open.filter(({ state }) => state === "begun");
  const latest = begun.toSorted((a, b) => lastActive(b.lab) - lastActive(a.lab))[0];
  return (latest ?? open[0])?.lab;
}

/** There is something left to do. */
export function isOpen({ state }: Pick<ListedLab, "state">): boolean {
  return state === "begun" || state === "not begun";
}

/** What a choice of a row means; undefined where it can't be chosen. */
export function choiceOf(row: Row | undefined): Choice | undefined {
  if (row?.row === "lab") return { start: row.lab.lab };
  return row?.row === "quit" ? "quit" : undefined;
}

export type Choice = { readonly start: string } | "quit";
