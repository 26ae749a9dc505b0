/** What a key asks of the world outside the model. */
export type Effect =
  | { readonly effect: "judge" }
  | { readonly effect: "cancel" }
  /** One more hint of the step was shown. */
  | { readonly effect: "count-hint"; readonly step: string }
  | { readonly effect: "follow-logs" }
  | { readonly effect: "leave-logs" }
  | { readonly effect: "shell"; readonly service: string }
  /** As after `podlab fault`. */
  | { readonly effect: "fault"; readonly words: readonly string[] }
  | { readonly effect: "undo-fault"; readonly words: readonly string[] }
  | { readonly effect: "heal" }
  | { readonly effect: "diff" }
  | { readonly effect: "open"; readonly url: string | undefined }
  | { readonly effect: "reset"; readonly work: boolean }
  | { readonly effect: "predicted"; readonly id: string; readonly value: number | undefined }
  /** Asks the engine again, which did not answer. */
  | { readonly effect: "retry" }
  | { readonly effect: "quit"; readonly stop: boolean }
  /** Ends podlab as a second Ctrl-C does. */
  | { readonly effect: "interrupt" };
