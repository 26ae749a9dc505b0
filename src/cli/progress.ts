import { openProgress, type ProgressStore } from "../workspace/progress-store.ts";
import type { Cli } from "./cli.ts";

/** The learner's progress; damage is told as a warning. */
export function progressOf(cli: Cli): ProgressStore {
  return openProgress(cli.home, (text, hint) => cli.emit({ event: "notice", level: "warning", text, hint }));
}
