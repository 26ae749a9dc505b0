import type { ChapterId } from "./types.ts";

export interface Chapter {
  readonly id: ChapterId;
  /** In the book's first edition; the second's are one higher from chapter 2 on. */
  readonly number: number;
  readonly title: string;
  readonly part: "Introduction" | "Single-node patterns" | "Serving patterns" | "Batch patterns";
}

/** The chapters in the book's order. */
export const CHAPTERS: readonly Chapter[] = [
  { id: "introduction", number: 1, title: "Introduction", part: "Introduction" },
  { id: "sidecar", number: 2, title: "Sidecar", part: "Single-node patterns" },
  { id: "ambassador", number: 3, title: "Ambassador", part: "Single-node patterns" },
  { id: "adapter", number: 4, title: "Adapter", part: "Single-node patterns" },
  { id: "replicated", number: 5, title: "Replicated load-balanced services", part: "Serving patterns" },
  { id: "sharded", number: 6, title: "Sharded services", part: "Serving patterns" },
  { id: "scatter-gather", number: 7, title: "Scatter/gather", part: "Serving patterns" },
  { id: "functions", number: 8, title: "Functions and event-driven processing", part: "Serving patterns" },
  { id: "ownership-election", number: 9, title: "Ownership election", part: "Serving patterns" },
  { id: "work-queue", number: 10, title: "Work queue systems", part: "Batch patterns" },
  { id: "event-driven-batch", number: 11, title: "Event-driven batch processing", part: "Batch patterns" },
  { id: "coordinated-batch", number: 12, title: "Coordinated batch processing", part: "Batch patterns" },
];
