import { type Evidence, type FirstBad, type Judgement, judge } from "./judgement.ts";
import { endOf, type History, type Operation } from "./operation.ts";
import { ofKey, seconds } from "./words.ts";

/** A fencing token as it came with a write; none where the writer sent none. */
export type Token = number | bigint | undefined;

export interface TokensOptions extends Evidence {
  /** A write to the guarded resource; its value is the token. "write" unless told. */
  readonly write?: string;
}

export interface TokensMonotone extends Judgement {
  /** Accepted with a token lower than one accepted before: a former holder came through. */
  readonly regressions: readonly Operation[];
  /** Accepted without a token. */
  readonly withoutToken: readonly Operation[];
  /** Accepted with a token that another process had used. */
  readonly shared: readonly Operation[];
}

/**
 * Over the writes that a resource accepted, fencing tokens never go back, and each has one writer.
 *
 * Method: one pass, for each key by itself, **in the order in which the history lists them**: give it the resource's own
 * record, whose order is the order of acceptance. Why tokens: Kleppmann, "How to do distributed locking", 2016. Writes
 * that failed (were rejected) or are indeterminate are left out. Judged: accepted writes.
 */
export function tokensMonotone(history: History<Token>, options: TokensOptions): TokensMonotone {
  const { write = "write" } = options;
  const accepted = history.filter(({ op, outcome }) => op === write && outcome === "ok");
  const withoutToken = accepted.filter(({ value }) => value === undefined);
  const findings = [...Map.groupBy(accepted, ({ key }) => key).values()].map(pass);
  const regressions = findings.flatMap((found) => found.regressions);
  const shared = findings.flatMap((found) => found.shared);
  const problems = [...regressions, ...shared, ...withoutToken.map(tokenless)];
  const good = `the tokens of all ${accepted.length} accepted writes never go back`;
  return {
    ...judge({ judged: accepted.length, unit: "accepted writes", good, problems }, options),
    regressions: regressions.map(({ operation }) => operation),
    withoutToken,
    shared: shared.map(({ operation }) => operation),
  };
}

function pass(writes: History<Token>): { regressions: FirstBad[]; shared: FirstBad[] } {
  const regressions: FirstBad[] = [];
  const shared: FirstBad[] = [];
  const writers = new Map<Token, string>();
  let highest: Operation<Token> | undefined;
  for (const write of writes) {
    if (write.value === undefined) continue;
    const owner = writers.get(write.value) ?? write.process;
    writers.set(write.value, owner);
    if (owner !== write.process) shared.push(bad(write, `${owner} had used token ${write.value} before`));
    if (highest?.value === undefined || write.value >= highest.value) highest = write;
    else regressions.push(bad(write, `${highest.process} had written with token ${highest.value} before`));
  }
  return { regressions, shared };
}

function tokenless(write: Operation<Token>): FirstBad {
  return bad(write, "nothing tells whether it still was the holder");
}

function bad(write: Operation<Token>, why: string): FirstBad {
  const at = endOf(write);
  const token = write.value === undefined ? "without a token" : `with token ${write.value}`;
  const sentence = `a write${ofKey(write.key)} by ${write.process} ${token} was accepted at ${seconds(at)}: ${why}`;
  return { at, operation: write, sentence };
}
