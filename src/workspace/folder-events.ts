import { randomUUID } from "node:crypto";
import { closeSync, openSync, statSync, unlinkSync, watch } from "node:fs";
import { basename, join } from "node:path";

/** Tells what happens to a folder's entries, as node:fs' `watch` does. Throws where the folder can't be watched. */
export type EventSource = (folder: string, listener: (event: string, name: string | null) => void) => EventWatcher;

interface EventWatcher {
  close(): void;
  on(event: "error", listener: (error: Error) => void): unknown;
}

interface Watched {
  readonly watcher: EventWatcher;
  /** Which folder it is: another one may get its path. */
  readonly identity: string;
}

/** ms within which the probe file's own event must come. */
const PROBE_MS = 500;

/** What the file system tells of some folders, which may go and come back. */
export class FolderEvents implements Disposable {
  readonly #folders: readonly string[];
  readonly #source: EventSource;
  readonly #onEvent: () => void;
  readonly #watched = new Map<string, Watched>();
  readonly #probeName = `.podlab-${randomUUID()}.probe`;
  #probeSeen: (() => void) | undefined;

  constructor(folders: readonly string[], source: EventSource | undefined, onEvent: () => void) {
    this.#folders = folders;
    this.#source = source ?? watch;
    this.#onEvent = onEvent;
  }

  /** Watches each folder that is there and not watched: one that was away may be back, or another one in its place. */
  refresh(): void {
    for (const folder of this.#folders) {
      const identity = identityOf(folder);
      const watched = this.#watched.get(folder);
      if (watched?.identity === identity) continue;
      this.#forget(folder);
      if (identity === undefined) continue;
      try {
        const watcher = this.#source(folder, (event, name) => this.#seen(folder, event, name));
        watcher.on("error", () => this.#forget(folder));
        this.#watched.set(folder, { watcher, identity });
      } catch {
        // It has just gone, or can't be watched; whoever looks at the files sees their changes all the same.
      }
    }
  }

  /**
   * Makes a file in the folder and waits for its event: some network and container file systems give none, and no error
   * either. The file is gone before this waits, so that none stays where podlab is killed.
   */
  async prove(folder: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#probeSeen = () => resolve(true);
    try {
      const probe = join(folder, this.#probeName);
      closeSync(openSync(probe, "wx"));
      unlinkSync(probe);
    } catch {
      return false;
    }
    const timer = setTimeout(() => resolve(false), PROBE_MS);
    const seen = await promise;
    clearTimeout(timer);
    return seen;
  }

  [Symbol.dispose](): void {
    for (const folder of this.#folders) this.#forget(folder);
    this.#probeSeen?.();
  }

  #seen(folder: string, event: string, name: string | null): void {
    if (name === this.#probeName) {
      this.#probeSeen?.();
      return;
    }
    // A folder that is removed or renamed says so in its own name; its watcher hears nothing after that.
    if (event === "rename" && (name === null || name === basename(folder))) this.#forget(folder);
    this.#onEvent();
  }

  #forget(folder: string): void {
    this.#watched.get(folder)?.watcher.close();
    this.#watched.delete(folder);
  }
}

function identityOf(folder: string): string | undefined {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() ? `${stats.dev} ${stats.ino}` : undefined;
}
