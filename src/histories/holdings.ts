import { endOf, type History, type Operation } from "./operation.ts";

/** Names of operations: "acquire", "release" and "hold" unless told. */
export interface HoldingsOptions {
  readonly acquire?: string;
  readonly release?: string;
  readonly hold?: string;
}

/**
 * Makes holds, as `intervalsDisjoint` judges them, of a history of acquire and release.
 *
 * Method: what is certain. A process holds from when its acquire was acknowledged to when it began its next release,
 * however that ended. An acquire that is indeterminate or failed gives no hold. One that is never released gives a hold
 * without an end.
 */
export function holdings(history: History, options: HoldingsOptions = {}): Operation[] {
  const { acquire = "acquire", release = "release", hold = "hold" } = options;
  const groups = Map.groupBy(history, ({ process, key }) => JSON.stringify([process, key ?? null]));
  return [...groups.values()].flatMap((operations) => {
    const releases = operations.filter(({ op }) => op === release);
    return operations
      .filter(({ op, outcome }) => op === acquire && outcome === "ok")
      .map((acquired) => {
        const from = endOf(acquired);
        const released = Math.min(...releases.map(({ invokedAt }) => invokedAt).filter((at) => at >= from));
        const { completedAt, ...rest } = acquired;
        const ended = Number.isFinite(released) && { completedAt: released };
        return { ...rest, op: hold, invokedAt: completedAt ?? from, ...ended };
      });
  });
}
