import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { changedPaths, type Digests, digestFiles } from "./digest.ts";
import { type EventSource, FolderEvents } from "./folder-events.ts";

export interface WatchOptions {
  readonly folder: string;
  /** The files to watch, relative to the folder. They need not be there. */
  readonly paths: readonly string[];
  /** Called with the files whose content changed, once for all that were saved together. */
  readonly onChange: (paths: string[]) => void;
  /** Called when the folder can't be watched by events and is looked at from time to time instead. */
  readonly onPolling?: () => void;
  /** "polling" forces what a folder without events gets. */
  readonly mode?: "events" | "polling";
  /** What tells of changes; the file system unless given. */
  readonly source?: EventSource;
}

export interface Watcher extends AsyncDisposable {
  /** Resolves when it is known whether the folder gives events. */
  readonly settled: Promise<void>;
}

/** ms of quiet after which a burst of events counts as one save: editors write, rename and touch within a few ms. */
const QUIET_MS = 30;
/** ms after which a burst that does not end is looked at anyway. */
const LONGEST_BURST_MS = 300;
/** ms between looks where there are no events. */
const POLLING_MS = 250;
/** ms between looks where there are: events get lost when a folder is removed and made again. */
const SAFETY_MS = 1000;
/** So many changes in a row of which no event told, and the folder is one without events. */
const MISSED_MOST = 2;

/**
 * Tells which of the files changed, by content. It survives saves by rename, the folder's removal and return, and file
 * systems that give no events (it asks one of its own, and polls when that gets no answer) or none of what others save
 * there (a folder that is shared with another machine).
 */
export async function watchFiles(options: WatchOptions): Promise<Watcher> {
  const watcher = new ContentWatcher(options, await digestFiles(options.folder, options.paths));
  watcher.begin();
  return watcher;
}

class ContentWatcher implements Watcher {
  readonly settled: Promise<void>;
  readonly #options: WatchOptions;
  readonly #events: FolderEvents;
  readonly #settle: () => void;
  #digests: Digests;
  #timer: NodeJS.Timeout | undefined;
  /** When the burst of events began that waits for its end; undefined when none does. */
  #burst: number | undefined;
  #looking: Promise<void> = Promise.resolve();
  #polling: boolean;
  #closed = false;
  #missed = 0;

  constructor(options: WatchOptions, digests: Digests) {
    this.#options = options;
    this.#digests = digests;
    this.#polling = options.mode === "polling";
    const folders = new Set([options.folder, ...options.paths.map((path) => dirname(join(options.folder, path)))]);
    this.#events = new FolderEvents([...folders], options.source, () => this.#happened());
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#settle = resolve;
  }

  begin(): void {
    this.#schedule(this.#interval());
    void this.#proveEvents().finally(this.#settle);
  }

  async #proveEvents(): Promise<void> {
    if (this.#polling) return;
    this.#events.refresh();
    if (!(await this.#events.prove(this.#options.folder))) this.#poll();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#events[Symbol.dispose]();
    await this.#looking;
  }

  #interval(): number {
    return this.#polling ? POLLING_MS : SAFETY_MS;
  }

  #schedule(ms: number): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // One look at a time, so that a slow disk can't report one change twice.
      this.#looking = this.#looking.then(() => this.#look());
    }, ms);
  }

  #happened(): void {
    this.#burst ??= performance.now();
    if (performance.now() - this.#burst < LONGEST_BURST_MS) this.#schedule(QUIET_MS);
  }

  async #look(): Promise<void> {
    if (this.#closed) return;
    const wasTold = this.#burst !== undefined;
    this.#burst = undefined;
    if (!this.#polling) this.#events.refresh();
    const after = await digestFiles(this.#options.folder, this.#options.paths);
    const changed = changedPaths(this.#digests, after);
    this.#digests = after;
    // An event of what was just read may still be on its way.
    await nextTurn();
    if (this.#closed) return;
    if (changed.length > 0) {
      this.#options.onChange(changed);
      this.#missed = wasTold || this.#burst !== undefined ? 0 : this.#missed + 1;
      if (this.#missed >= MISSED_MOST) this.#poll();
    }
    // A save while the files were read began a burst that must not wait for the long interval.
    this.#schedule(this.#burst === undefined ? this.#interval() : QUIET_MS);
  }

  /** Goes over to looking often. Events that come all the same are heard. */
  #poll(): void {
    if (this.#closed || this.#polling) return;
    this.#polling = true;
    this.#options.onPolling?.();
    this.#schedule(POLLING_MS);
  }
}
