const ESC = "\u001B";

/** A colour or another attribute of text: "Select Graphic Rendition" of ECMA-48. It has one group, for `split`. */
export const SGR = new RegExp(`(${ESC}\\[[\\d;:]*m)`);

export const RESET = `${ESC}[0m`;

/** What ends what; everything else begins something. */
const ENDS: Readonly<Record<string, string>> = {
  "22": "weight",
  "23": "slant",
  "24": "underline",
  "27": "inverse",
  "39": "color",
  "49": "background",
};

/** Makes each line stand by itself: what is still open at its end is closed there and opened again on the next. */
export function keepOpen(lines: readonly string[]): string[] {
  const open = new Map<string, string>();
  return lines.map((line) => {
    if (open.size === 0 && !line.includes(ESC)) return line;
    const begin = [...open.values()].join("");
    for (const [index, part] of line.split(SGR).entries()) if (index % 2 === 1) follow(open, part);
    return begin + line + (open.size > 0 ? RESET : "");
  });
}

function follow(open: Map<string, string>, sequence: string): void {
  const code = sequence.slice(2, -1);
  const ended = ENDS[code];
  if (ended !== undefined) open.delete(ended);
  else if (code === "" || code === "0") open.clear();
  else open.set(attributeOf(code), sequence);
}

function attributeOf(code: string): string {
  if (code === "1" || code === "2") return "weight";
  if (code === "3") return "slant";
  if (code === "4") return "underline";
  if (code === "7") return "inverse";
  return /^(?:4\d|10\d)/.test(code) ? "background" : "color";
}
