/** Pure checkers of operation histories in the manner of Jepsen, and a timeline in plain characters. */
export { type CounterBounds, type CounterOptions, type CounterRead, counterBounds } from "./counter-bounds.ts";
export { type FirstBadAfter, type FirstBadAfterOptions, firstBadAfter } from "./first-bad-after.ts";
export { type HoldingsOptions, holdings } from "./holdings.ts";
export {
  type IntervalsDisjoint,
  type IntervalsOptions,
  intervalsDisjoint,
  type Overlap,
} from "./intervals-disjoint.ts";
export type { Evidence, FirstBad, Judgement } from "./judgement.ts";
export type { History, Item, Operation, Outcome } from "./operation.ts";
export { type PerKeyOrder, type PerKeyOrderOptions, perKeyOrder } from "./per-key-order.ts";
export { type SetFull, type SetFullOptions, setFull } from "./set-full.ts";
export { drawTimeline } from "./timeline.ts";
export type {
  Timeline,
  TimelineEvent,
  TimelineLane,
  TimelineOptions,
  TimelineSpan,
} from "./timeline-types.ts";
export { type Token, type TokensMonotone, type TokensOptions, tokensMonotone } from "./tokens-monotone.ts";
export { type TotalQueue, type TotalQueueOptions, totalQueue } from "./total-queue.ts";
export { type UniqueIds, type UniqueIdsOptions, uniqueIds } from "./unique-ids.ts";
