import type { ReadStream } from "node:tty";

export type KeyAction = "next" | "hint" | "run" | "map" | "quit" | "interrupt";

/** What is shown below a verdict. */
export const KEY_LINE = "[n]ext step  [h]int  [r]un again  [m]ap  [q]uit";

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  n: "next",
  h: "hint",
  r: "run",
  m: "map",
  q: "quit",
  // In raw mode the terminal hands on Ctrl-C and Ctrl-D as characters.
  "\u0003": "interrupt",
  "\u0004": "quit",
};

/** What the keys of one chunk of input ask for, in their order; other keys, pasted text among them, ask for nothing. */
export function actionsOf(chunk: string): KeyAction[] {
  // An escape sequence (an arrow key, a paste) holds letters that nobody meant as keys.
  if (chunk.startsWith("\u001B")) return [];
  return [...chunk.toLowerCase()].map((character) => ACTIONS[character]).filter((action) => action !== undefined);
}

/** Calls back for each key, without Enter, until disposed; the terminal is then as it was. */
export function listenForKeys(stdin: ReadStream, onAction: (action: KeyAction) => void): Disposable {
  const listen = (chunk: Buffer) => {
    for (const action of actionsOf(chunk.toString("utf8"))) onAction(action);
  };
  stdin.setRawMode(true);
  stdin.on("data", listen);
  stdin.resume();
  return {
    [Symbol.dispose]() {
      stdin.off("data", listen);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
