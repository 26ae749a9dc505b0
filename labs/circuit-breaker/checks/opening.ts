import { type CheckContext, quantile, tallyRecords } from "podlab";
import { durationOf, isGood, seconds, type Traffic } from "./quotes.ts";

/** How a breaker that opens looks from outside. */
export interface OpeningLimits {
  readonly durationMs: number;
  /** Requests that may fail before it is open. */
  readonly failedAtMost: number;
  /** ms after the fault: from then on the backup answers each request, well and soon. */
  readonly settledAfterMs: number;
  /** Requests that may reach the primary in all; undefined where it can't tell. */
  readonly toPrimaryAtMost: number | undefined;
}

/**
 * For 99 of 100 answers once the breaker is open, ms. Some 20 in the references, up to 910 on two cores kept busy by others;
 * a client that meets a hanging primary waits until somebody's patience ends.
 */
const SOON_MS = 2_000;

/** Judges the traffic that began with the fault; fails the check where the breaker did not open as it should. */
export async function judgeOpening(
  context: CheckContext,
  circumstance: string,
  { records, words, received }: Traffic,
  limits: OpeningLimits,
): Promise<void> {
  const { failedAtMost, settledAfterMs, toPrimaryAtMost } = limits;
  const fail = (expected: string, seen: string, options?: { timed: boolean }) =>
    context.fail({ asked: `${words} ${circumstance}`, expected, seen }, options);
  const later = `from ${seconds(settledAfterMs)} on`;

  const failed = records.filter((record) => !isGood(record));
  if (failed.length > failedAtMost) {
    return fail(
      `at most ${failedAtMost} fail before the breaker opens`,
      `${failed.length} failed: ${tallyRecords(failed)}`,
    );
  }
  const settled = records.filter(({ sentAt }) => sentAt >= settledAfterMs);
  const strays = settled.filter((record) => !isGood(record) || record.by !== "backup");
  if (strays.length > 0) {
    return fail(
      `${later} the backup answers each request with 200`,
      `${later} ${strays.length} of ${settled.length} went otherwise: ${tallyRecords(strays)}`,
    );
  }
  const slow = quantile(settled.map(durationOf), 0.99);
  if (slow > SOON_MS) {
    return fail(`${later} 99 % are answered within ${seconds(SOON_MS)}`, `${Math.round(slow)} ms`, { timed: true });
  }
  if (toPrimaryAtMost !== undefined) {
    const primary = await received("primary");
    const expected = `the primary is left alone once the breaker is open: it receives at most ${toPrimaryAtMost} of them`;
    if (primary > toPrimaryAtMost) return fail(expected, `the primary received ${primary}`);
  }
  const claimed = records.filter(({ by }) => by === "backup").length;
  const backup = await received("backup");
  if (backup < claimed) {
    fail(
      "what clients get comes from the backup",
      `${claimed} answers in its name, but it received ${backup} requests`,
    );
  }
}
