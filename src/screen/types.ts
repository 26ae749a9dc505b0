/** Of a terminal, in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What the whole screen shall show: styled lines from the top; missing ones are blank, those too many or too wide are cut. */
export interface Frame {
  readonly lines: readonly string[];
  /** Where the cursor blinks (from 0); without it there is none. */
  readonly cursor?: { readonly row: number; readonly column: number };
}

/**
 * One key. A printable character is its own name ("a", "A", "?", " "). The others: "enter", "tab", "shift-tab",
 * "backspace", "escape", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "f1" to
 * "f12", and with what was held: "ctrl-c", "alt-x", "ctrl-up", "alt-shift-left".
 */
export interface Key {
  readonly name: string;
  /** What was pasted, where the name is "paste": nobody meant its letters as keys. */
  readonly text?: string;
}

/** A terminal that is painted as a whole. Disposing of it gives the terminal back as it was found. */
export interface Screen extends Disposable {
  readonly size: Size;
  /**
   * Shows the frame, writing only the lines that differ from what stands there, all in one write. Of frames that follow
   * each other faster than a screen can show, only the last one is shown.
   */
  paint(frame: Frame): void;
  /** Gives the terminal back while the work runs, then takes it again and shows the last frame. */
  suspended<T>(work: () => Promise<T>): Promise<T>;
}
