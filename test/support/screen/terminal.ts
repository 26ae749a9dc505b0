import pty from "@lydell/node-pty";
import { PODLAB } from "../podlab.ts";
import { type Cell, Emulator } from "./emulator.ts";
import { bytesOf } from "./keys.ts";

export interface TerminalOptions {
  /** 80 unless told. */
  readonly columns?: number;
  /** 24 unless told. */
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** ms that `until` waits for its condition: less than a test may take, so that a test that hangs shows its screen. */
  readonly patienceMs?: number;
  /** The name of the terminal: TERM. "xterm-256color" unless told. */
  readonly term?: string;
}

/** For lines that scroll while containers come and go: none is broken, and none is gone before it is looked at. */
export const WIDE = { columns: 160, rows: 60, patienceMs: 120_000 } as const;

/** How a program in a terminal ended: by itself with a code, or by a signal (its number), and then the code is 0. */
export interface TerminalExit {
  readonly exitCode: number;
  readonly signal: number;
}

/** What a shell's program left behind: its exit code, and what `stty -a` says of the terminal. */
export interface Left {
  readonly code: number;
  readonly settings: string;
}

const LEFT = /ended with (\d+)\n([\s\S]*echoke.*)/;

/** Unless a test says otherwise: a machine that is busy with other tests takes its time. */
const PATIENCE_MS = 60_000;

/** Opens `podlab ARGS`, as it is shipped, in a terminal of its own. */
export function openTerminal(args: readonly string[], options: TerminalOptions = {}): TestTerminal {
  return openProgram([process.execPath, PODLAB, ...args], options);
}

/** The same in the foreground of a shell, as a learner's is, which tells how podlab left the terminal: see `left`. */
export function openInShell(args: readonly string[], options: TerminalOptions = {}): TestTerminal {
  return openProgram(inShell([process.execPath, PODLAB, ...args]), options);
}

/** A shell that outlives what ends the program, Ctrl-C to everybody in the foreground too, and then stays. */
export function inShell(command: readonly string[]): string[] {
  return [
    "sh",
    "-c",
    'trap : INT HUP TERM QUIT; "$@"; echo "ended with $?"; stty -a; read -r forever',
    "sh",
    ...command,
  ];
}

/** Opens any program in a terminal of its own; it leads the terminal's session. */
export function openProgram(command: readonly string[], options: TerminalOptions = {}): TestTerminal {
  return new TestTerminal(command, options);
}

/** A real pseudo-terminal with a program in it, looked at through an emulator as a person would look at its window. */
export class TestTerminal implements AsyncDisposable {
  readonly #pty: pty.IPty;
  readonly #emulator: Emulator;
  readonly #patienceMs: number;
  readonly #lookers = new Set<() => void>();
  #shown: Promise<void> = Promise.resolve();
  #raw = "";
  #exit: TerminalExit | undefined;
  /** How it ended, when all that it wrote is on the screen. */
  readonly exit: Promise<TerminalExit>;

  constructor([file = "", ...args]: readonly string[], options: TerminalOptions) {
    const { columns = 80, rows = 24, env = {}, term = "xterm-256color" } = options;
    this.#emulator = new Emulator(columns, rows);
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#pty = pty.spawn(file, args, {
      cols: columns,
      rows,
      name: term,
      cwd: options.cwd ?? process.cwd(),
      env: environment(env, term),
    });
    this.#emulator.onAnswer((answer) => this.#pty.write(answer));
    this.#pty.onData((data) => {
      this.#raw += data;
      this.#shown = this.#emulator.write(data).then(() => this.#look());
    });
    this.exit = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal = 0 }) => {
        void this.#shown.then(() => {
          this.#exit = { exitCode, signal };
          this.#look();
          resolve(this.#exit);
        });
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** All that was written, control sequences included. */
  get raw(): string {
    return this.#raw;
  }

  /** The screen as an emulator knows it: modes, history. */
  get screen(): Omit<Emulator, "write" | "resize" | "onAnswer" | "dispose"> {
    return this.#emulator;
  }

  /** The visible lines. */
  lines(): string[] {
    return this.#emulator.lines();
  }

  /** The visible lines as one text. */
  text(): string {
    return this.lines().join("\n").trimEnd();
  }

  cell(row: number, column: number): Cell {
    return this.#emulator.cell(row, column);
  }

  /** The first cell of a text on the screen. */
  cellOf(text: string): Cell {
    const row = this.lines().findIndex((line) => line.includes(text));
    if (row < 0) throw new Error(`"${text}" is not on the screen:\n${this.text()}`);
    return this.cell(row, this.lines()[row]?.indexOf(text) ?? 0);
  }

  /**
   * Resolves once the screen's text holds for the condition (a string: contains it). Rejects when the program ends without,
   * or nothing comes of it in time, and shows the screen.
   */
  async until(condition: string | ((screen: string) => boolean), patienceMs = this.#patienceMs): Promise<void> {
    const holds = typeof condition === "string" ? (screen: string) => screen.includes(condition) : condition;
    const wanted = typeof condition === "string" ? `"${condition}"` : String(condition);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const fail = (why: string) => reject(new Error(`${why} without ${wanted} on the screen:\n${this.text()}`));
    const look = () => {
      if (!this.#emulator.midFrame && holds(this.text())) resolve();
      else if (this.#exit) fail(`it ended with ${this.#exit.exitCode} (signal ${this.#exit.signal})`);
    };
    const timer = setTimeout(() => fail(`${patienceMs} ms went by`), patienceMs);
    this.#lookers.add(look);
    try {
      look();
      await promise;
    } finally {
      clearTimeout(timer);
      this.#lookers.delete(look);
    }
  }

  /** Of a program in a shell, when it has ended. */
  async left(patienceMs = this.#patienceMs): Promise<Left> {
    await this.until(() => LEFT.test(this.screen.history()), patienceMs);
    const [, code, settings = ""] = LEFT.exec(this.screen.history()) ?? [];
    return { code: Number(code), settings };
  }

  /** Presses keys at once: "h", "up", "enter", "ctrl-c". What is pressed together with "escape" is meant with Alt. */
  press(...keys: readonly string[]): void {
    for (const key of keys) this.#pty.write(bytesOf(key));
  }

  /** Sends the text as it is. */
  type(text: string): void {
    this.#pty.write(text);
  }

  /** Pastes as a terminal does: marked, where the program asked for that. */
  paste(text: string): void {
    this.#pty.write(this.#emulator.marksPastes ? `\u001B[200~${text}\u001B[201~` : text);
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** Closes the window: the kernel tells the program by SIGHUP, and nothing can be read or written any more. */
  close(): void {
    // In node-pty `destroy` is not in the types: it closes the terminal's other end.
    (this.#pty as pty.IPty & { destroy(): void }).destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#exit === undefined) {
      this.kill("SIGKILL");
      await this.exit;
    }
    this.#emulator.dispose();
  }

  #look(): void {
    for (const look of this.#lookers) look();
  }
}

/** Ours, as a learner's is: with colours unless told, in UTF-8, and nothing that only tests have. */
function environment(extra: TerminalOptions["env"], term: string): Record<string, string> {
  const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...ours } = process.env;
  const all = {
    ...ours,
    LANG: "C.UTF-8",
    LC_ALL: "C.UTF-8",
    NODE_EXTRA_CA_CERTS: "",
    SHELL: "/bin/sh",
    ...extra,
    TERM: term,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
