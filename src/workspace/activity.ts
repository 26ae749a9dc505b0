import { withActivity } from "./progress.ts";
import type { ProgressStore } from "./progress-store.ts";

export interface Activity extends AsyncDisposable {
  /** The learner did something now: pressed a key, saved. */
  touch(): void;
}

/** ms after which what was done is written down: a key must not wait for the disk, and a crash loses little. */
const WRITE_AFTER_MS = 30_000;

/** Counts the time that the learner spends on a lab, as `withActivity` defines it. What was not written yet is on disposal. */
export function trackActivity(store: ProgressStore, lab: string): Activity {
  let doings: number[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    timer = undefined;
    const batch = [...doings];
    if (batch.length === 0) return;
    await store.update((progress) => batch.reduce((sum, at) => withActivity(sum, lab, "goes on", at), progress));
    doings = doings.slice(batch.length);
  };
  return {
    touch: () => {
      doings.push(Date.now());
      timer ??= setTimeout(() => {
        // What the disk does not take now is tried again with the next activity, and at the end.
        writing = write().catch(() => undefined);
      }, WRITE_AFTER_MS).unref();
    },
    [Symbol.asyncDispose]: async () => {
      clearTimeout(timer);
      await writing;
      await write();
    },
  };
}
