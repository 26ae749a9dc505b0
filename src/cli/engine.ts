import type { Engine } from "../engine/types.ts";

/** An engine that is looked for at the first question and closed with its owner. */
export interface LazyEngine extends AsyncDisposable {
  get(): Promise<Engine>;
}

/** Most commands need the engine, some only at times: finding one costs its client's loading and a round trip. */
export function lazyEngine(): LazyEngine {
  let opened: Promise<Engine> | undefined;
  return {
    get() {
      opened ??= import("../engine/open.ts").then(({ openEngine }) => openEngine());
      return opened;
    },
    async [Symbol.asyncDispose]() {
      // One that never answered has nothing to close, and its error was told where it was asked for.
      const engine = await opened?.catch(() => undefined);
      engine?.close();
    },
  };
}
