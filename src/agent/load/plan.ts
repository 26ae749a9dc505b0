import { InvalidRequestError } from "../failure.ts";
import type { LoadRequest } from "../protocol.ts";
import { MAX_LOAD_COUNT, MAX_MS } from "../request-shapes.ts";

/** How a load goes: when its requests leave and when it is over. */
export type LoadPlan = { readonly count: number; readonly endMs: number } & (
  | { readonly kind: "open"; readonly rate: number }
  | { readonly kind: "closed"; readonly concurrency: number }
);

const DEFAULT_CONCURRENCY = 16;

/** @throws InvalidRequestError when it says neither how many nor how long, or is out of bounds. */
export function planLoad({ count, durationMs, rate, concurrency }: LoadRequest): LoadPlan {
  if (count === undefined && durationMs === undefined) throw new InvalidRequestError("load: give count or durationMs");
  if (rate === undefined) {
    const limits = { count: count ?? MAX_LOAD_COUNT, endMs: durationMs ?? MAX_MS };
    return { kind: "closed", concurrency: concurrency ?? DEFAULT_CONCURRENCY, ...limits };
  }
  if (concurrency !== undefined) throw new InvalidRequestError("load: rate and concurrency exclude each other");
  const dueInTime = durationMs === undefined ? Number.POSITIVE_INFINITY : Math.ceil((durationMs / 1_000) * rate);
  const planned = Math.min(count ?? Number.POSITIVE_INFINITY, dueInTime);
  if (planned > MAX_LOAD_COUNT) throw new InvalidRequestError(`load: more than ${MAX_LOAD_COUNT} requests`);
  if (((planned - 1) / rate) * 1_000 > MAX_MS) throw new InvalidRequestError(`load: longer than ${MAX_MS} ms`);
  return { kind: "open", rate, count: planned, endMs: MAX_MS };
}
