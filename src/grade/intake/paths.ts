import { Refusal } from "./refusal.ts";

const LONGEST_PATH = 200;
const DEEPEST = 8;
/** Names that Windows gives a meaning of its own, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/**
 * A path of an archive as podlab may use it: relative, with "/", in Unicode's composed form (NFC). Folders' trailing "/"
 * is cut off. Nothing is repaired: what would need that is refused.
 *
 * @throws Refusal "bad-path"
 */
export function cleanPath(raw: string): string {
  const refuse = (what: string) => new Refusal("bad-path", `it holds the path ${show(raw)}, which ${what}`);
  const path = raw
    .normalize("NFC")
    .replace(/^(\.\/)+/, "")
    .replace(/\/$/, "");
  if (raw.includes("\uFFFD")) throw refuse("is not in UTF-8");
  if (path.length > LONGEST_PATH) throw refuse(`is longer than ${LONGEST_PATH} characters`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/.test(path))
    throw refuse("holds control characters");
  if (/^([a-z]:|[/\\])/i.test(path)) throw refuse("is absolute");
  if (path.includes("\\")) throw refuse("holds a backslash");
  const parts = path.split("/");
  if (parts.length > DEEPEST) throw refuse(`is deeper than ${DEEPEST} folders`);
  for (const part of parts) {
    if (part === "..") throw refuse("leads out of the archive");
    if (part === "" || part === ".") throw refuse("has an empty part");
    if (/[. ]$/.test(part) || RESERVED.test(part)) throw refuse("is none on every system");
  }
  return path;
}

/** What systems put beside people's files without being asked. */
export function isClutter(path: string): boolean {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  return (
    parts[0] === "__MACOSX" ||
    parts.includes(".git") ||
    name.startsWith("._") ||
    [".DS_Store", "Thumbs.db", "desktop.ini"].includes(name)
  );
}

/** A name for messages: on one line, with what is invisible or commands a terminal written out. */
export function show(text: string, length = 80): string {
  const cut = text.length > length ? `${text.slice(0, length)}…` : text;
  return JSON.stringify(cut.replace(/\p{Cf}|\p{Co}|\p{Cn}|[\u0080-\u009F]/gu, "?"));
}
