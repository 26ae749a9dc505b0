import xterm, { type Terminal } from "@xterm/headless";

/** One cell of a screen. Colours are numbers of the palette of 256; undefined is the terminal's own. */
export interface Cell {
  readonly text: string;
  readonly foreground: number | undefined;
  readonly background: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
}

/** A terminal without a window: it makes of what a program writes the screen that a person would see. */
export class Emulator {
  readonly #terminal: Terminal;
  #cursorShown = true;

  constructor(columns: number, rows: number) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 5_000 });
    const { parser } = this.#terminal;
    parser.registerCsiHandler({ prefix: "?", final: "h" }, (modes) => this.#sawMode(modes, true));
    parser.registerCsiHandler({ prefix: "?", final: "l" }, (modes) => this.#sawMode(modes, false));
  }

  /** Resolves when what was written is on the screen. */
  write(data: string): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(data, resolve));
  }

  /** What the terminal itself answers to programs that ask. */
  onAnswer(listener: (data: string) => void): void {
    this.#terminal.onData(listener);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
  }

  /** The visible lines, without blanks at their ends. */
  lines(): string[] {
    const { buffer, cols, rows } = this.#terminal;
    const { active } = buffer;
    return Array.from(
      { length: rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true, 0, cols) ?? "",
    );
  }

  /** What has been written on the main screen, what scrolled away included; lines that had to be broken are whole. */
  history(): string {
    const { normal } = this.#terminal.buffer;
    let text = "";
    for (let row = 0; row < normal.length; row++) {
      const line = normal.getLine(row);
      const goesOn = normal.getLine(row + 1)?.isWrapped === true;
      text += (line?.translateToString(!goesOn) ?? "") + (goesOn ? "" : "\n");
    }
    return text.trimEnd();
  }

  /** Row and column from 0. */
  cell(row: number, column: number): Cell {
    const { active } = this.#terminal.buffer;
    const cell = active.getLine(active.viewportY + row)?.getCell(column);
    if (cell === undefined) throw new RangeError(`the screen has no cell ${row}, ${column}`);
    return {
      text: cell.getChars(),
      foreground: cell.isFgPalette() ? cell.getFgColor() : undefined,
      background: cell.isBgPalette() ? cell.getBgColor() : undefined,
      bold: cell.isBold() !== 0,
      dim: cell.isDim() !== 0,
      inverse: cell.isInverse() !== 0,
    };
  }

  /** Any cell has a colour or another attribute. */
  get styled(): boolean {
    const { cols, rows } = this.#terminal;
    return Array.from({ length: rows * cols }, (_, index) => this.cell(Math.floor(index / cols), index % cols)).some(
      ({ foreground, background, bold, dim, inverse }) =>
        foreground !== undefined || background !== undefined || bold || dim || inverse,
    );
  }

  /** The alternate screen is shown. */
  get alternate(): boolean {
    return this.#terminal.buffer.active.type === "alternate";
  }

  /** A frame has been begun and not ended: a person would see the one before. */
  get midFrame(): boolean {
    return this.#terminal.modes.synchronizedOutputMode;
  }

  get cursorShown(): boolean {
    return this.#cursorShown;
  }

  get marksPastes(): boolean {
    return this.#terminal.modes.bracketedPasteMode;
  }

  get wrapsLines(): boolean {
    return this.#terminal.modes.wraparoundMode;
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #sawMode(modes: readonly (number | number[])[], set: boolean): boolean {
    if (modes.includes(25)) this.#cursorShown = set;
    // The terminal acts on it too.
    return false;
  }
}
