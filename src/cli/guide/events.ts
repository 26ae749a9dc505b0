import type { CliEvent } from "../output/events.ts";
import type { HandFault } from "./model.ts";

/** What changes the model: everything that podlab tells, and what only the guide itself knows. */
export type GuideEvent =
  | CliEvent
  | { readonly event: "round"; readonly state: "begun"; readonly saved: readonly string[] }
  | { readonly event: "round"; readonly state: "ended" | "cancelled" }
  /** Files were saved; a run for them follows. */
  | { readonly event: "changed"; readonly files: readonly string[] }
  | { readonly event: "queued" }
  /** Time goes by. */
  | { readonly event: "tick" }
  | { readonly event: "opened" }
  | { readonly event: "resetting"; readonly work: boolean }
  | { readonly event: "reset-done" }
  | { readonly event: "lost"; readonly text: string; readonly hint: string | undefined }
  | { readonly event: "found" }
  | { readonly event: "remembered"; readonly done: readonly string[]; readonly hints: Readonly<Record<string, number>> }
  | {
      readonly event: "said";
      readonly level: "info" | "warning";
      readonly text: string;
      readonly hint?: string | undefined;
    }
  | { readonly event: "logged"; readonly service: string; readonly lines: readonly string[] }
  | { readonly event: "diff"; readonly lines: readonly string[] }
  | { readonly event: "opened-browser"; readonly told: string }
  | { readonly event: "hand-faults"; readonly faults: readonly HandFault[] }
  | {
      readonly event: "asks";
      readonly id: string;
      readonly question: string;
      readonly unit: string;
      readonly hint?: string;
    };
