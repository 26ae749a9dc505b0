/** What lies over the main view, and takes the keys. */
export type Overlay =
  | LogsOverlay
  | FaultOverlay
  | { readonly kind: "map"; readonly top: number }
  | { readonly kind: "help"; readonly top: number }
  /** `lines` are undefined until the files have been read. */
  | { readonly kind: "diff"; readonly lines: readonly string[] | undefined; readonly top: number }
  /** `told`: what came of opening a browser. */
  | { readonly kind: "open"; readonly told: string }
  | { readonly kind: "shell"; readonly selected: number }
  | { readonly kind: "reset" }
  | { readonly kind: "quit" }
  | PredictionOverlay;

export interface LogsOverlay {
  readonly kind: "logs";
  /** The only service whose lines are shown. */
  readonly service: string | undefined;
  /** The first line; Infinity follows the end. */
  readonly top: number;
}

export interface FaultOverlay {
  readonly kind: "fault";
  /** The kind that was chosen, and so its targets are offered. */
  readonly fault: string | undefined;
  readonly selected: number;
}

/** Asks for a number before a run; `id` says what for. */
export interface PredictionOverlay {
  readonly kind: "prediction";
  readonly id: string;
  readonly question: string;
  /** What stands behind the number: "%". */
  readonly unit: string;
  /** What helps to think about it. */
  readonly hint?: string;
  readonly typed: string;
}
