import { styleText } from "node:util";

/** What the place that podlab writes to can show. */
export interface Terminal {
  /** A person is there: standard input and output are both a terminal. */
  readonly interactive: boolean;
  /** Columns. */
  readonly width: number;
  readonly marks: Marks;
  paint(style: Style, text: string): string;
}

/** One sign for each state; colour only repeats what they say. */
export interface Marks {
  readonly passed: string;
  readonly failed: string;
  readonly blocked: string;
  readonly broken: string;
  readonly done: string;
  readonly begun: string;
  readonly untouched: string;
  readonly dot: string;
}

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

interface StreamLike {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface TerminalOptions {
  readonly stdin: StreamLike;
  readonly stdout: StreamLike;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** --no-color gives false. */
  readonly color: boolean;
}

const UNICODE: Marks = {
  passed: "✓",
  failed: "✗",
  blocked: "–",
  broken: "!",
  done: "●",
  begun: "◐",
  untouched: "○",
  dot: "·",
};
const ASCII: Marks = {
  passed: "+",
  failed: "x",
  blocked: "-",
  broken: "!",
  done: "*",
  begun: "o",
  untouched: ".",
  dot: "-",
};
/** Columns where the width is unknown: a pipe, a file, a terminal that says 0. */
const DEFAULT_WIDTH = 100;
/** Narrower than this nothing is wrapped sensibly. */
const LEAST_WIDTH = 40;

export function describeTerminal({ stdin, stdout, env, color }: TerminalOptions): Terminal {
  const isTerminal = stdout.isTTY === true;
  // https://no-color.org: any value but the empty one.
  const colored = color && isTerminal && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  return {
    interactive: isTerminal && stdin.isTTY === true,
    width: isTerminal ? Math.max(stdout.columns || DEFAULT_WIDTH, LEAST_WIDTH) : DEFAULT_WIDTH,
    marks: speaksUtf8(env) ? UNICODE : ASCII,
    paint: (style, text) => (colored ? styleText(style, text, { validateStream: false }) : text),
  };
}

/** POSIX: LC_ALL overrides LC_CTYPE, which overrides LANG. Without any, the terminals of today speak UTF-8. */
function speaksUtf8(env: TerminalOptions["env"]): boolean {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  return locale === undefined || /utf-?8/i.test(locale);
}
