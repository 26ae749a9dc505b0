import type { CliEmit } from "./output/events.ts";
import type { Terminal } from "./output/terminal.ts";

/** What a command is given: where it is, how it tells, and when it must end. */
export interface Cli {
  readonly emit: CliEmit;
  /** Ends with an `InterruptedError` at Ctrl-C and the like. */
  readonly signal: AbortSignal;
  /** The same as Ctrl-C: in raw mode the terminal sends a character instead of a signal. */
  readonly interrupt: () => void;
  readonly terminal: Terminal;
  /** --json: events on standard output and nothing else. */
  readonly json: boolean;
  readonly cwd: string;
  /** The learner's home (absolute). */
  readonly home: string;
  /** podlab's package folder. */
  readonly root: string;
  /** Further folders with labs: --labs and PODLAB_LABS. */
  readonly labFolders: readonly string[];
  /** --lab: which one is meant where a command takes no lab as its argument. */
  readonly lab: string | undefined;
}

/** The options that every command takes, as commander gives them. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly color: boolean;
  readonly plain?: boolean;
  readonly labs?: readonly string[];
  readonly lab?: string;
  /** `podlab check --evidence`, here because the output is made before the command. */
  readonly evidence?: boolean;
}
