/** Something that happened at a moment. */
export interface TimelineEvent {
  /** ms, on the timeline's clock. */
  readonly at: number;
  /** One character. */
  readonly mark: string;
  /** The earliest of the bad ones is pointed at. */
  readonly bad?: boolean;
}

/** Something that lasted, as a fault does. */
export interface TimelineSpan {
  /** ms, on the timeline's clock. */
  readonly from: number;
  readonly to: number;
  /** One character, which fills it. */
  readonly mark: string;
  readonly label: string;
}

/** One line: a container, a client, a leader. */
export interface TimelineLane {
  readonly name: string;
  readonly events: readonly TimelineEvent[];
  readonly spans?: readonly TimelineSpan[];
}

export interface Timeline {
  /** ms; what lies outside from and to is not drawn. */
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly TimelineLane[];
}

export interface TimelineOptions {
  /** Columns; 76 unless told, from 30. A terminal's wide characters are counted as one. */
  readonly width?: number;
  /** No character outside ASCII, in names and labels neither. */
  readonly ascii?: boolean;
}

/** What is drawn with, and how a time becomes a column. */
export interface Drawing {
  readonly columns: number;
  readonly empty: string;
  readonly pointer: string;
  readonly tick: string;
  readonly line: string;
  readonly columnOf: (at: number) => number;
  /** Without control characters, and in ASCII where that is asked for. */
  readonly clean: (text: string) => string;
}
