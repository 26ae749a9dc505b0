/** The characters that labs' drawings and texts use beyond ASCII; those of a group look alike in ASCII. */
const LOOKS: Readonly<Record<string, string>> = {
  "-": "─━┄┅┈┉╌╍═–−‐‑",
  "|": "│┃┆┇┊┋╎╏║",
  "+": "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼╋╔╗╚╝╠╣╦╩╬╭╮╯╰",
  ">": "►▶▸→›❯",
  "<": "◄◀◂←‹",
  "^": "▲▴↑",
  v: "▼▾↓",
  "*": "●•★",
  o: "◐○◯",
  ".": "·",
  x: "✗✘×",
  "#": "█▇▆▅▓▒░■",
  _: "▁▂▃▄",
  "'": "‘’",
  '"': "“”",
  " ": "\u00A0",
};

const ASCII: ReadonlyMap<string, string> = new Map([
  ...Object.entries(LOOKS).flatMap(([ascii, signs]) => [...signs].map((sign) => [sign, ascii] as const)),
  ["✓", "+"],
  // Wider than what it stands for, so never in a drawing.
  ["…", "..."],
  ["—", "--"],
  ["≤", "<="],
  ["≥", ">="],
  ["⇒", "=>"],
]);

/** The text for a terminal that shows ASCII only: drawings keep their shape; letters of other scripts stay. */
export function toAscii(text: string): string {
  return text.replace(/[^\p{ASCII}]/gu, (sign) => ASCII.get(sign) ?? sign);
}
