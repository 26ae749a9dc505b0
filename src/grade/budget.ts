/** A limit on the time that a submission takes. It can stand still, while podlab makes the submission wait for others. */
export class Budget implements Disposable {
  readonly #up = new AbortController();
  #leftMs: number;
  #since = performance.now();
  #timer: NodeJS.Timeout | undefined;

  /** It runs from now on. */
  constructor(ms: number) {
    this.#leftMs = ms;
    this.go();
  }

  /** Fires when the time is up. */
  get signal(): AbortSignal {
    return this.#up.signal;
  }

  go(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#up.abort(), Math.max(0, this.#leftMs));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#leftMs -= performance.now() - this.#since;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
