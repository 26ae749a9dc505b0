import { StringDecoder } from "node:string_decoder";
import type { Key } from "./types.ts";

const ESC = "\u001B";
const PASTE_BEGINS = `${ESC}[200~`;
const PASTE_ENDS = `${ESC}[201~`;

/** Control sequences: CSI with parameters and a final byte (the Linux console's F1 to F5 have two), SS3 and a letter. */
const SEQUENCE = new RegExp(`^${ESC}(?:\\[\\[[A-E]|\\[([0-?]*)[ -/]*([@-~])|O([@-~]))`);
/** Answers of the terminal that nobody asked for: OSC, DCS, SOS, PM and APC strings, up to BEL or ST. */
const STRING = new RegExp(`^${ESC}[\\]PX^_][^\u0007${ESC}]*(?:\u0007|${ESC}\\\\)`);
/** Any of these that is not complete yet. */
const BEGUN = new RegExp(`^${ESC}(?:\\[(?:\\[|[0-?]*[ -/]*)|O|[\\]PX^_][^\u0007${ESC}]*${ESC}?)?$`);

const CONTROLS: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\b": "backspace",
  "\u007F": "backspace",
  [ESC]: "escape",
};

const LETTERS: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
  Z: "shift-tab",
};

/** By the first parameter of a sequence that ends with "~": xterm's, VT220's and rxvt's numbers. */
const NUMBERS: Readonly<Record<string, string>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
  11: "f1",
  12: "f2",
  13: "f3",
  14: "f4",
  15: "f5",
  17: "f6",
  18: "f7",
  19: "f8",
  20: "f9",
  21: "f10",
  23: "f11",
  24: "f12",
};

/** Makes keys of what a terminal sends, however it comes in pieces. */
export class KeyDecoder {
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  /** What could be the beginning of a longer sequence is kept back: see `waits` and `flush`. */
  push(chunk: Uint8Array): Key[] {
    this.#rest += this.#decoder.write(Buffer.from(chunk));
    const keys: Key[] = [];
    while (this.#rest !== "") {
      const taken = takeKey(this.#rest);
      if (taken === undefined) break;
      this.#rest = this.#rest.slice(taken.length);
      if (taken.key !== undefined) keys.push(taken.key);
    }
    return keys;
  }

  /** Something is kept back that may also be all there is, such as a lone Esc. */
  get waits(): boolean {
    return this.#rest !== "" && !this.#rest.startsWith(PASTE_BEGINS);
  }

  /** Nothing more has come: what was kept back is all there is. */
  flush(): Key[] {
    if (!this.waits) return [];
    const rest = this.#rest;
    this.#rest = "";
    if (rest === ESC) return [{ name: "escape" }];
    // Alt-[ and Alt-O look like the beginning of a sequence; longer ones were broken off and mean nothing.
    return rest.length === 2 ? [{ name: `alt-${rest[1]}` }] : [];
  }
}

interface Taken {
  readonly length: number;
  readonly key?: Key | undefined;
}

/** The first key of the input; undefined when more must come to tell. */
function takeKey(input: string): Taken | undefined {
  if (!input.startsWith(ESC)) return takeCharacter(input);
  if (input.startsWith(PASTE_BEGINS)) return takePaste(input);
  const sequence = SEQUENCE.exec(input);
  if (sequence) return { length: sequence[0].length, key: sequenceKey(sequence) };
  const string = STRING.exec(input);
  if (string) return { length: string[0].length };
  if (BEGUN.test(input)) return undefined;
  const { length, key } = takeCharacter(input.slice(1));
  // Esc Esc is two keys; Esc and another one in the same moment is that one with Alt.
  if (key === undefined || key.name === "escape") return { length: 1, key: { name: "escape" } };
  return { length: length + 1, key: { name: `alt-${key.name}` } };
}

function takeCharacter(input: string): Taken {
  const [character = ""] = input;
  return { length: character.length, key: characterKey(character) };
}

function characterKey(character: string): Key | undefined {
  const named = CONTROLS[character];
  if (named !== undefined) return { name: named };
  const code = character.charCodeAt(0);
  if (code === 0) return { name: "ctrl- " };
  if (code < 0x20) return { name: `ctrl-${String.fromCharCode(code + 0x40).toLowerCase()}` };
  return code >= 0x80 && code < 0xa0 ? undefined : { name: character };
}

function takePaste(input: string): Taken | undefined {
  const end = input.indexOf(PASTE_ENDS);
  if (end < 0) return undefined;
  return { length: end + PASTE_ENDS.length, key: { name: "paste", text: input.slice(PASTE_BEGINS.length, end) } };
}

function sequenceKey([whole, parameters = "", final = "", ss3]: RegExpExecArray): Key | undefined {
  if (whole.startsWith(`${ESC}[[`)) return { name: `f${whole.charCodeAt(3) - 0x40}` };
  const [number = "", modifiers = ""] = parameters.split(";");
  const name = final === "~" ? NUMBERS[number] : LETTERS[ss3 ?? final];
  return name === undefined ? undefined : { name: held(modifiers) + name };
}

/** xterm's number of what is held is 1 more than these bits: 1 Shift, 2 Alt, 4 Ctrl. */
function held(modifiers: string): string {
  const bits = Math.max(Number(modifiers || 1) - 1, 0);
  return `${bits & 4 ? "ctrl-" : ""}${bits & 2 ? "alt-" : ""}${bits & 1 ? "shift-" : ""}`;
}
