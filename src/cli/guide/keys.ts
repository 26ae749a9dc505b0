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

export interface Keys extends Disposable {
  /** Gives the terminal back for the time of the work, which may read lines. */
  suspended<T>(work: () => Promise<T>): Promise<T>;
}

/** Calls back for each key, without Enter, until disposed; the terminal is then as it was. */
export function listenForKeys(stdin: ReadStream, onAction: (action: KeyAction) => void): Keys {
  const listen = (chunk: Buffer) => {
    for (const action of actionsOf(chunk.toString("utf8"))) onAction(action);
  };
  const begin = () => {
    stdin.setRawMode(true);
    stdin.on("data", listen);
    stdin.resume();
  };
  const end = () => {
    stdin.off("data", listen);
    stdin.setRawMode(false);
    stdin.pause();
  };
  begin();
  return {
    async suspended(work) {
      end();
      try {
        return await work();
      } finally {
        begin();
      }
    },
    [Symbol.dispose]: end,
  };
}
