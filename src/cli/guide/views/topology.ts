import type { Canvas } from "../canvas.ts";
import { isBusy, type Model } from "../model.ts";

/** The lab's drawing, with what is under judgement marked in it and named below. */
export function topologyLines(model: Model, canvas: Canvas): string[] {
  const { topology } = model.lab;
  if (topology === "") return [];
  const judged = underJudgement(model);
  const lines = topology.split("\n").map((line) => ` ${marked(line, judged, canvas)}`.trimEnd());
  return [...lines, ...legend(model, judged, canvas), ""];
}

/** The learner's services, and what a fault of the running check has struck. */
export function underJudgement(model: Model): string[] {
  const { services } = model.lab;
  const struck = services.filter(({ name, pod }) => model.struck.some((text) => names(text, name) || names(text, pod)));
  return [...new Set([...services.filter(({ own }) => own), ...struck].map(({ name }) => name))];
}

/** Where there are colours the name is inverse; elsewhere an asterisk stands before it, in place of a blank. */
export function marked(line: string, services: readonly string[], { style }: Canvas): string {
  return services.reduce((text, service) => {
    const name = new RegExp(`(^|[^\\w.-])(${escaped(service)})(?![\\w-]|\\.\\w)`, "g");
    if (style.depth !== "none")
      return text.replace(name, (_, before: string, word: string) => before + style.inverse(word));
    return text.replace(name, (_, before: string, word: string) => (before === " " ? `*${word}` : before + word));
  }, line);
}

function legend(model: Model, judged: readonly string[], { style }: Canvas): string[] {
  const sign = style.depth === "none" ? "*" : style.inverse(" ");
  const when = isBusy(model) && model.work === "judging" ? "under judgement" : "yours to change, and judged";
  const struck = model.struck.length > 0 ? style.warn(`; fault: ${model.struck.join(", ")}`) : "";
  return [` ${sign} ${style.dim(`${when}: ${judged.join(", ")}`)}${struck}`];
}

function names(text: string, name: string): boolean {
  return new RegExp(`(^|[^\\w-])${escaped(name)}(?![\\w-])`).test(text);
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
