import { createHmac } from "node:crypto";

/**
 * The seed of a part of a run: HMAC-SHA-256 of the part's name under the run's seed, as a whole number of 1 to 2^31 - 1.
 * Whoever knows a submission's hash but not the run's seed can't tell what it will be asked.
 */
export function deriveSeed(run: number, part: string): number {
  const digest = createHmac("sha256", String(run)).update(part).digest();
  return (digest.readUInt32BE(0) % (2 ** 31 - 1)) + 1;
}
