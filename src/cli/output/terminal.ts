import { type ColorDepth, createStyle, type Style } from "../../screen/style.ts";
import { MARKS, type Marks } from "./marks.ts";

/** What the place that podlab writes to can show: every output asks this and nothing else. */
export interface Terminal {
  /** A person is there: standard input and output are both a terminal. */
  readonly interactive: boolean;
  /** It can be painted as a whole: a person is there, and the terminal is not plain. */
  readonly screen: boolean;
  /**
   * For screen readers and pipes: nothing moves or is painted over, and words stand where signs would. Asked for by
   * --plain or PODLAB_PLAIN, and all that a dumb terminal can do.
   */
  readonly plain: boolean;
  /** Its locale has no UTF-8, or PODLAB_ASCII asks for it. */
  readonly ascii: boolean;
  /** Columns. */
  readonly width: number;
  readonly marks: Marks;
  /** Colours, or none; what they say must stand there as a mark or a word as well. */
  readonly style: Style;
}

interface StreamLike {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface TerminalOptions {
  readonly stdin: StreamLike;
  readonly stdout: StreamLike;
  readonly env: Environment;
  /** --no-color gives false. */
  readonly color: boolean;
  /** --plain. */
  readonly plain?: boolean;
}

/** Columns where the width is unknown: a pipe, a file, a terminal that says 0. */
const DEFAULT_WIDTH = 100;
/** Narrower than this nothing is wrapped sensibly. */
const LEAST_WIDTH = 40;

export function describeTerminal({ stdin, stdout, env, color, plain: asked = false }: TerminalOptions): Terminal {
  const isTerminal = stdout.isTTY === true;
  const interactive = isTerminal && stdin.isTTY === true;
  const plain = asked || isOn(env["PODLAB_PLAIN"]) || (isTerminal && env["TERM"] === "dumb");
  const ascii = isOn(env["PODLAB_ASCII"]) || !speaksUtf8(env);
  return {
    interactive,
    screen: interactive && !plain,
    plain,
    ascii,
    width: isTerminal ? Math.max(stdout.columns || DEFAULT_WIDTH, LEAST_WIDTH) : DEFAULT_WIDTH,
    marks: MARKS[plain ? "words" : ascii ? "ascii" : "unicode"],
    style: createStyle(color ? depthOf(env, isTerminal) : "none"),
  };
}

/** --no-color decides before all this. FORCE_COLOR comes before NO_COLOR, as in Node itself. */
function depthOf(env: Environment, isTerminal: boolean): ColorDepth {
  const forced = env["FORCE_COLOR"];
  if (forced) return forced === "0" || forced === "false" ? "none" : forced === "1" ? "16" : depthOfName(env);
  // https://no-color.org: any value but the empty one.
  if (env["NO_COLOR"] || !isTerminal || env["TERM"] === "dumb") return "none";
  return depthOfName(env);
}

function depthOfName({ TERM, COLORTERM }: Environment): ColorDepth {
  return /256color|kitty|alacritty|ghostty|direct/.test(TERM ?? "") || /truecolor|24bit/.test(COLORTERM ?? "")
    ? "256"
    : "16";
}

/** POSIX: LC_ALL overrides LC_CTYPE, which overrides LANG. Without any, the terminals of today speak UTF-8. */
function speaksUtf8(env: Environment): boolean {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  return locale === undefined || locale === "" || /utf-?8/i.test(locale);
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0";
}
