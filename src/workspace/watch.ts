import { randomUUID } from "node:crypto";
import { type FSWatcher, watch } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { changedPaths, type Digests, digestFiles } from "./digest.ts";

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
/** ms within which the probe file's own event must come. */
const PROBE_MS = 500;

/**
 * Tells which of the files changed, by content. It survives saves by rename, the folder's removal and return, and file
 * systems that give no events (it asks one of its own, and polls when that gets no answer).
 */
export async function watchFiles(options: WatchOptions): Promise<Watcher> {
  const watcher = new ContentWatcher(options, await digestFiles(options.folder, options.paths));
  watcher.begin();
  return watcher;
}

class ContentWatcher implements Watcher {
  readonly settled: Promise<void>;
  readonly #options: WatchOptions;
  readonly #folders: readonly string[];
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #settle: () => void;
  #digests: Digests;
  #timer: NodeJS.Timeout | undefined;
  /** When the burst of events began that waits for its end; undefined when none does. */
  #burst: number | undefined;
  #looking: Promise<void> = Promise.resolve();
  #polling: boolean;
  #closed = false;
  #probeSeen: (() => void) | undefined;
  #probeName = "";

  constructor(options: WatchOptions, digests: Digests) {
    this.#options = options;
    this.#digests = digests;
    this.#polling = options.mode === "polling";
    this.#folders = [...new Set([options.folder, ...options.paths.map((path) => dirname(join(options.folder, path)))])];
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#settle = resolve;
  }

  begin(): void {
    if (!this.#polling) this.#watchFolders();
    this.#schedule(this.#interval());
    if (this.#polling) this.#settle();
    else void this.#probe().finally(this.#settle);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    this.#probeSeen?.();
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

  async #look(): Promise<void> {
    if (this.#closed) return;
    this.#burst = undefined;
    if (!this.#polling) this.#watchFolders();
    const after = await digestFiles(this.#options.folder, this.#options.paths);
    const changed = changedPaths(this.#digests, after);
    this.#digests = after;
    if (this.#closed) return;
    if (changed.length > 0) this.#options.onChange(changed);
    // A save while the files were read began a burst that must not wait for the long interval.
    this.#schedule(this.#burst === undefined ? this.#interval() : QUIET_MS);
  }

  /** Watches every folder that is there and not watched yet: one that was away may be back. */
  #watchFolders(): void {
    for (const folder of this.#folders) {
      if (this.#watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, (event, name) => this.#seen(folder, event, name));
        watcher.on("error", () => this.#forget(folder));
        this.#watchers.set(folder, watcher);
      } catch {
        // It isn't there now, or can't be watched; the next look tries again and compares contents either way.
      }
    }
  }

  #seen(folder: string, event: string, name: string | null): void {
    if (name !== null && name === this.#probeName) this.#probeSeen?.();
    // A folder that is removed or renamed says so in its own name; its watcher hears nothing after that.
    if (event === "rename" && (name === null || folder.endsWith(name))) this.#forget(folder);
    this.#burst ??= performance.now();
    if (performance.now() - this.#burst < LONGEST_BURST_MS) this.#schedule(QUIET_MS);
  }

  #forget(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  /** Writes a file and waits for its event: some network and container file systems give none, and no error either. */
  async #probe(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#probeName = `.podlab-${randomUUID()}.probe`;
    this.#probeSeen = () => resolve(true);
    const probe = join(this.#options.folder, this.#probeName);
    const timer = setTimeout(() => resolve(false), PROBE_MS);
    const written = await writeFile(probe, "").then(
      () => true,
      () => false,
    );
    const seen = written && (await promise);
    clearTimeout(timer);
    await rm(probe, { force: true });
    if (seen || this.#closed) return;
    this.#polling = true;
    this.#options.onPolling?.();
    this.#schedule(POLLING_MS);
  }
}
