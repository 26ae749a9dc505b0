/** How deep a terminal's colours are. */
export type ColorDepth = "none" | "16" | "256";

type Paint = (text: string) => string;

/**
 * What words look like. Blue is good, orange is bad, for every kind of colour blindness tells them apart; even so a mark
 * or a word must always say the same.
 */
export interface Style {
  readonly depth: ColorDepth;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly italic: Paint;
  readonly inverse: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  /** Where one is, and what can be pressed. */
  readonly accent: Paint;
  readonly code: Paint;
}

/** The colours' numbers; those of 256 have a contrast of at least 3:1 to black and to white alike. */
export const COLORS = {
  "16": { good: "94", bad: "33", warn: "33", accent: "35", code: "36" },
  "256": { good: "38;5;32", bad: "38;5;166", warn: "38;5;136", accent: "38;5;98", code: "38;5;66" },
} as const;

const AS_IT_IS: Paint = (text) => text;

export function createStyle(depth: ColorDepth): Style {
  if (depth === "none") return PLAIN;
  const { good, bad, warn, accent, code } = COLORS[depth];
  return {
    depth,
    bold: between("1", "22"),
    dim: between("2", "22"),
    italic: between("3", "23"),
    inverse: between("7", "27"),
    good: between(good, "39"),
    bad: between(bad, "39"),
    warn: between(warn, "39"),
    accent: between(accent, "39"),
    code: between(code, "39"),
  };
}

const PLAIN: Style = {
  depth: "none",
  bold: AS_IT_IS,
  dim: AS_IT_IS,
  italic: AS_IT_IS,
  inverse: AS_IT_IS,
  good: AS_IT_IS,
  bad: AS_IT_IS,
  warn: AS_IT_IS,
  accent: AS_IT_IS,
  code: AS_IT_IS,
};

/** Inside, what closes the same attribute opens it again, so that styles nest. */
function between(open: string, close: string): Paint {
  const begin = `\u001B[${open}m`;
  const end = `\u001B[${close}m`;
  return (text) => (text === "" ? "" : `${begin}${text.replaceAll(end, `${end}${begin}`)}${end}`);
}
