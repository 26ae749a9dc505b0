import { type FileHandle, open, readFile, truncate } from "node:fs/promises";
import { EnvironmentError, messageOf, UserError } from "../core/errors.ts";
import type { Grade, GradedCheck } from "./types.ts";

/** What a run was begun with; the first line. A run goes on only with the same. */
export interface RunEntry {
  readonly entry: "run";
  readonly format: 1;
  /** What marks the run's sessions on the engine. */
  readonly id: string;
  readonly podlab: string;
  readonly seed: number;
  /** ms since the epoch. */
  readonly startedAt: number;
  /** Lab to `labDigest`. */
  readonly labs: Readonly<Record<string, string>>;
}

export type JournalEntry =
  | RunEntry
  /** A check was judged; for whoever looks on, and to see how far a killed run came. */
  | { readonly entry: "check"; readonly key: string; readonly check: GradedCheck }
  | { readonly entry: "grade"; readonly grade: Grade }
  /** The reference was judged as it must be: all grades of the lab so far stand. Else those since the last time are void. */
  | { readonly entry: "canary"; readonly lab: string; readonly good: boolean; readonly text: string };

/** Append-only, one JSON line an entry, on the disk before `append` resolves. */
export class Journal implements AsyncDisposable {
  readonly #file: FileHandle;
  #last: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Opens a journal, makes it where there is none, and gives what stands in it. A last line that a crash cut off is
   * removed.
   *
   * @throws UserError where a line in the middle is damaged; EnvironmentError where the file can't be read or written
   */
  static async open(path: string): Promise<{ journal: Journal; entries: JournalEntry[] }> {
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw unwritable(path, error);
    });
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    try {
      if (whole.length < text.length) await truncate(path, Buffer.byteLength(whole));
      const entries = parse(whole, path);
      return { journal: new Journal(await open(path, "a")), entries };
    } catch (error) {
      throw error instanceof UserError ? error : unwritable(path, error);
    }
  }

  /** Entries are written in the order of the calls. */
  async append(entry: JournalEntry): Promise<void> {
    const line = `${JSON.stringify(entry)}\n`;
    const written = this.#last.then(async () => {
      await this.#file.appendFile(line);
      await this.#file.datasync();
    });
    // The next one is not kept from trying; whoever appended this one hears of its failure.
    this.#last = written.catch(() => undefined);
    await written.catch((error: unknown) => {
      throw new EnvironmentError(`the journal can't be written: ${messageOf(error)}`, {
        hint: "Make room, then run the same command with --resume: what was graded so far is kept.",
        cause: error,
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    await this.#file.close();
  }
}

function parse(text: string, path: string): JournalEntry[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line, index) => {
      try {
        return JSON.parse(line) as JournalEntry;
      } catch (cause) {
        throw new UserError(`line ${index + 1} of the journal ${path} is damaged`, {
          hint: "Grade into another folder: this run can't be gone on with.",
          cause,
        });
      }
    });
}

function unwritable(path: string, cause: unknown): EnvironmentError {
  return new EnvironmentError(`the journal ${path} can't be opened: ${messageOf(cause)}`, {
    hint: "Is the folder yours, and is there space?",
    cause,
  });
}
