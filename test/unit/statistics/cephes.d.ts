/** What the tests use of Cephes: its own types are not found by a compiler that resolves modules as Node does. */
declare module "cephes" {
  /** The chance of at most `successes` (binomial). */
  export function bdtr(successes: number, trials: number, share: number): number;
  /** The chance of more than `successes`. */
  export function bdtrc(successes: number, trials: number, share: number): number;
  export const compiled: Promise<void>;
}
