import type { ReadStream, WriteStream } from "node:tty";
import { type Ends, listenForEnds } from "./ends.ts";
import { KeyDecoder } from "./keys.ts";
import { Painter } from "./painter.ts";
import type { Frame, Key, Screen, Size } from "./types.ts";

export interface ScreenOptions {
  /** Both must be a terminal, the same one. */
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly onKey: (key: Key) => void;
  /** The last frame is not shown again by itself: paint one of the new size. */
  readonly onResize: (size: Size) => void;
}

/** Alternate screen, no cursor, pastes marked, and no line that goes on by itself in the next row. */
const TAKE = "\u001B[?1049h\u001B[?25l\u001B[?2004h\u001B[?7l";
const GIVE_BACK = "\u001B[?2026l\u001B[0m\u001B[?7h\u001B[?2004l\u001B[?25h\u001B[?1049l";

/** A window that was closed: nothing can be typed any more, which is what Ctrl-D says too. */
const CLOSED = ["end", "error"] as const;
/** ms after which an Esc is a key: what follows it in a sequence comes with it, or soon after. */
const ESCAPE_MS = 25;
/** ms between two frames: nobody sees more, and of what comes faster (a log) only the newest is worth its cost. */
const FRAME_MS = 16;
/** For a terminal that doesn't know its own. */
const USUAL: Size = { columns: 80, rows: 24 };

/**
 * Takes the terminal until it is disposed of: every key goes to `onKey`, Ctrl-C and Ctrl-D too. It is given back as well
 * when the process ends in another way, by a signal, an exit or an error that nobody caught; Ctrl-Z lets it rest until `fg`.
 */
export function openScreen(options: ScreenOptions): Screen {
  return new TerminalScreen(options);
}

class TerminalScreen implements Screen {
  readonly #options: ScreenOptions;
  readonly #painter = new Painter();
  readonly #ends: Ends;
  #decoder = new KeyDecoder();
  #frame: Frame = { lines: [] };
  #escape: NodeJS.Timeout | undefined;
  /** When the last frame was written, and the timer of the next one where it has to wait. */
  #painted = Number.NEGATIVE_INFINITY;
  #due: NodeJS.Timeout | undefined;
  #taken = false;
  /** Who has it meanwhile: a program of `suspended`, or nobody any more. */
  #lent: "no" | "lent" | "gone" = "no";

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#take();
    this.#ends = listenForEnds({ giveBack: () => this.#giveBack(), takeAgain: () => this.#takeAgain() });
  }

  get size(): Size {
    const { columns, rows } = this.#options.stdout;
    return { columns: columns || USUAL.columns, rows: rows || USUAL.rows };
  }

  paint(frame: Frame): void {
    this.#frame = frame;
    if (!this.#taken || this.#due !== undefined) return;
    const wait = this.#painted + FRAME_MS - performance.now();
    if (wait <= 0) this.#write();
    else this.#due = setTimeout(() => this.#write(), wait);
  }

  async suspended<T>(work: () => Promise<T>): Promise<T> {
    if (this.#lent !== "no") throw new Error("the terminal is somebody else's already");
    const before = this.size;
    this.#lent = "lent";
    this.#giveBack();
    try {
      return await work();
    } finally {
      // It may have been disposed of in the meantime.
      if (this.#lent === "lent") {
        this.#lent = "no";
        this.#takeAgain();
        this.#tellIfResized(before);
      }
    }
  }

  [Symbol.dispose](): void {
    this.#lent = "gone";
    this.#ends[Symbol.dispose]();
    this.#giveBack();
  }

  #write(): void {
    this.#due = undefined;
    this.#painted = performance.now();
    const text = this.#painter.write(this.#frame, this.size);
    if (text !== "") this.#options.stdout.write(text);
  }

  #take(): void {
    const { stdin, stdout } = this.#options;
    this.#taken = true;
    setRaw(stdin, true);
    stdin.on("data", this.#read);
    for (const event of CLOSED) stdin.on(event, this.#closed);
    stdin.resume();
    stdout.on("resize", this.#resized);
    this.#painter.forget();
    stdout.write(TAKE);
  }

  #giveBack(): void {
    if (!this.#taken) return;
    const { stdin, stdout } = this.#options;
    this.#taken = false;
    clearTimeout(this.#escape);
    clearTimeout(this.#due);
    this.#due = undefined;
    this.#decoder = new KeyDecoder();
    stdin.off("data", this.#read);
    for (const event of CLOSED) stdin.off(event, this.#closed);
    stdin.pause();
    setRaw(stdin, false);
    stdout.off("resize", this.#resized);
    stdout.write(GIVE_BACK);
  }

  /** After somebody else has had it: nothing of how it was left is relied on. */
  #takeAgain(): void {
    if (this.#lent !== "no") return;
    this.#giveBack();
    this.#take();
    this.paint(this.#frame);
  }

  #tellIfResized({ columns, rows }: Size): void {
    const { size } = this;
    if (size.columns !== columns || size.rows !== rows) this.#options.onResize(size);
  }

  readonly #resized = (): void => {
    this.#painter.forget();
    this.#options.onResize(this.size);
  };

  readonly #read = (chunk: Buffer): void => {
    clearTimeout(this.#escape);
    this.#tell(this.#decoder.push(chunk));
    if (this.#decoder.waits) this.#escape = setTimeout(() => this.#tell(this.#decoder.flush()), ESCAPE_MS);
  };

  readonly #closed = (): void => this.#tell([{ name: "ctrl-d" }]);

  #tell(keys: readonly Key[]): void {
    for (const key of keys) {
      // A key before may have given the terminal away.
      if (!this.#taken) return;
      if (key.name === "ctrl-z") this.#ends.pause();
      else this.#options.onKey(key);
    }
  }
}

/** A terminal that is gone can't be set any more, and needn't. */
function setRaw(stdin: ReadStream, raw: boolean): void {
  const ignore = () => undefined;
  stdin.on("error", ignore);
  stdin.setRawMode(raw);
  stdin.off("error", ignore);
}
