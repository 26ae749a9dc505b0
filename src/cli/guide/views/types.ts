import type { Limits } from "../update/scrolling.ts";

/** What stands on the screen, and how far it can be scrolled. */
export interface View {
  readonly lines: readonly string[];
  readonly limits: Limits;
  readonly cursor?: { readonly row: number; readonly column: number };
}
