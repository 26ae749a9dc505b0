import { ExitCode } from "../core/errors.ts";
import type { SummaryEvent } from "../core/events.ts";

/** What a run of checks makes of the process: work that isn't done comes before a check that could not judge. */
export function exitCodeOf({ failed, blocked, broken }: Pick<SummaryEvent, "failed" | "blocked" | "broken">): ExitCode {
  if (failed > 0) return ExitCode.workNotDone;
  if (broken > 0) return ExitCode.brokenCheck;
  return blocked > 0 ? ExitCode.workNotDone : ExitCode.ok;
}
