/** What xterm sends for the keys that are no characters, by the names that src/screen gives them. */
const SENT: Readonly<Record<string, string>> = {
  enter: "\r",
  tab: "\t",
  "shift-tab": "\u001B[Z",
  backspace: "\u007F",
  escape: "\u001B",
  up: "\u001B[A",
  down: "\u001B[B",
  right: "\u001B[C",
  left: "\u001B[D",
  home: "\u001B[H",
  end: "\u001B[F",
  pageup: "\u001B[5~",
  pagedown: "\u001B[6~",
  insert: "\u001B[2~",
  delete: "\u001B[3~",
};

/** The bytes of one key: "h", "up", "ctrl-c". */
export function bytesOf(key: string): string {
  const sent = SENT[key];
  if (sent !== undefined) return sent;
  const control = /^ctrl-([a-z\\])$/.exec(key)?.[1];
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) - 0x40);
  if ([...key].length === 1) return key;
  throw new RangeError(`no key is named "${key}"`);
}
