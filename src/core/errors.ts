/** What podlab's process exits with; the same in every command. */
export const ExitCode = {
  ok: 0,
  workNotDone: 1,
  usage: 2,
  environment: 3,
  brokenCheck: 4,
  bug: 70,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export interface UserErrorOptions {
  /** What to do about it: one sentence or a command. */
  readonly hint?: string;
  /** Default: `ExitCode.usage`. */
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
}

/** An error that a person can act on. Its message names the thing; its hint says what to do. */
export class UserError extends Error {
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "UserError";
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? ExitCode.usage;
  }
}

/** The engine can't be reached, or refused what podlab asked of it: never the learner's fault. */
export class EnvironmentError extends UserError {
  constructor(message: string, options: Omit<UserErrorOptions, "exitCode"> = {}) {
    super(message, { ...options, exitCode: ExitCode.environment });
    this.name = "EnvironmentError";
  }
}

/** The person pressed Ctrl-C, or the process was told to end. */
export class InterruptedError extends UserError {
  constructor() {
    super("interrupted", { exitCode: ExitCode.interrupted });
    this.name = "InterruptedError";
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
