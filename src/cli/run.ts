import { CommanderError } from "commander";
import { EnvironmentError, ExitCode, InterruptedError, messageOf, UserError } from "../core/errors.ts";
import { buildProgram } from "./program.ts";
import { restoreTerminal } from "./restore-terminal.ts";

/** Why a run ends early. */
class ReaderGoneError extends InterruptedError {}

/**
 * Runs one command line in this process and ends the process. Signals, errors and exit codes are dealt with here
 * and nowhere else.
 */
export async function run(argv: readonly string[]): Promise<void> {
  const abort = new AbortController();
  const interrupt = () => {
    if (abort.signal.aborted) endAtOnce();
    abort.abort(new InterruptedError());
    setTimeout(endAtOnce, UNDO_MS).unref();
  };
  listenForSignals(abort.signal, interrupt);
  listenForClosedOutput(abort);
  process.on("uncaughtException", (error) => {
    restoreTerminal();
    process.exit(report(error, argv, abort.signal));
  });
  const exitCode = await runCommand(argv, abort.signal, interrupt).catch((error: unknown) =>
    report(error, argv, abort.signal),
  );
  restoreTerminal();
  await flushed(process.stdout);
  process.exit(exitCode);
}

async function runCommand(argv: readonly string[], signal: AbortSignal, interrupt: () => void): Promise<ExitCode> {
  const invocation = { exitCode: ExitCode.ok as ExitCode };
  const program = buildProgram({
    signal,
    interrupt,
    finished: (exitCode) => {
      invocation.exitCode = exitCode;
    },
  });
  await program.parseAsync(argv, { from: "user" });
  await flushed(process.stdout);
  // A command that ended before it heard of the full disk has not told what it should have.
  if (signal.reason instanceof EnvironmentError) throw signal.reason;
  return invocation.exitCode;
}

/** The first signal asks podlab to end: faults are undone, the session stays. The second ends it at once. */
function listenForSignals(signal: AbortSignal, interrupt: () => void): void {
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, interrupt);
  // A terminal that is closed sends it twice, from the shell and from the kernel: nobody is in a hurry.
  process.on("SIGHUP", () => {
    if (!signal.aborted) interrupt();
  });
}

/** ms that undoing faults may take after the first signal; a hanging engine must not hold the terminal. */
const UNDO_MS = 15_000;

function endAtOnce(): never {
  restoreTerminal();
  process.exit(ExitCode.interrupted);
}

/** `podlab check --json | head -1`, or a closed terminal: nobody reads any more, so the work ends quietly. */
function listenForClosedOutput(abort: AbortController): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE" || error.code === "EIO") abort.abort(new ReaderGoneError());
      else if (error.code === "ENOSPC") abort.abort(outputFull(error));
      else throw error;
    });
}

function outputFull(cause: Error): EnvironmentError {
  return new EnvironmentError("the output can't be written: there is no space left where it goes to", {
    hint: "Free some space, or send it somewhere else.",
    cause,
  });
}

function report(error: unknown, argv: readonly string[], signal: AbortSignal): ExitCode {
  // What a cancelled library throws says less than why it was cancelled.
  const cause: unknown = signal.aborted ? signal.reason : isPromptExit(error) ? new InterruptedError() : error;
  if (cause instanceof ReaderGoneError) return cause.exitCode;
  // commander has printed its own message already.
  if (cause instanceof CommanderError) return usageCode(cause, argv);
  const known = cause instanceof UserError;
  const exitCode = known ? cause.exitCode : ExitCode.bug;
  const hint = known ? cause.hint : bugHint(cause);
  const message = known ? cause.message : `this is a bug of podlab's own: ${messageOf(cause)}`;
  process.stderr.write(`podlab: ${message}\n${hint ? `${hint.replace(/^/gm, "  ")}\n` : ""}`);
  if (wantsJson(argv)) writeError(message, hint, exitCode);
  return exitCode;
}

/** Help and version were asked for, and are no errors; everything else of commander's is a wrong command line. */
function usageCode(error: CommanderError, argv: readonly string[]): ExitCode {
  if (error.exitCode === 0) return ExitCode.ok;
  if (wantsJson(argv)) {
    // commander answers `podlab lab` with the help, and its error says only that.
    if (error.code === "commander.help")
      writeError("a subcommand is missing", "Run the command with --help to see them.", ExitCode.usage);
    else writeError(error.message.replace(/^error: /, ""), undefined, ExitCode.usage);
  }
  return ExitCode.usage;
}

function writeError(message: string, hint: string | undefined, exitCode: ExitCode): void {
  process.stdout.write(`${JSON.stringify({ event: "error", message, ...(hint ? { hint } : {}), exitCode })}\n`);
}

function wantsJson(argv: readonly string[]): boolean {
  return argv.includes("--json");
}

/** inquirer's prompts throw this at Ctrl-C. */
function isPromptExit(error: unknown): boolean {
  return error instanceof Error && error.name === "ExitPromptError";
}

function bugHint(thrown: unknown): string {
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  return `Please report it with these lines, the command, and what \`podlab doctor\` says.\n${stack ?? "no stack"}`;
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve();
    else stream.write("", () => resolve());
  });
}
