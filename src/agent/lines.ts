/** Puts lines together from pieces of text as they come. */
export class LineSplitter {
  readonly #maxLength: number;
  #begun = "";
  #skipping = false;

  /** A longer line (in UTF-16 units) is dropped and shown as `undefined` in its place. */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** The lines that this piece completes. */
  *push(piece: string): Generator<string | undefined> {
    let start = 0;
    for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", start)) {
      const rest = piece.slice(start, end);
      const isTooLong = this.#skipping || this.#begun.length + rest.length > this.#maxLength;
      const line = isTooLong ? undefined : this.#begun + rest;
      this.#begun = "";
      this.#skipping = false;
      start = end + 1;
      yield line;
    }
    this.#keep(piece.slice(start));
  }

  #keep(rest: string): void {
    if (this.#skipping) return;
    this.#skipping = this.#begun.length + rest.length > this.#maxLength;
    this.#begun = this.#skipping ? "" : this.#begun + rest;
  }
}
