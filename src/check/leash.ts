/**
 * Holds the calls of one check. When the check is over, those that still last never settle: nobody waits for them any
 * more, the code behind them must not go on, and a rejection that nobody takes would end podlab itself.
 */
export class Leash {
  readonly #signal: AbortSignal;
  #pending = 0;

  /** @param signal Aborts when the check is over. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Calls that have not been answered yet. */
  get pending(): number {
    return this.#pending;
  }

  /** The same object, with every method that gives a promise held. */
  hold<T extends object>(methods: T): T {
    return new Proxy(methods, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return (...given: unknown[]): unknown => this.#contain(Reflect.apply(member, target, given));
      },
    });
  }

  #contain(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    this.#pending += 1;
    const contained = new Promise((resolve, reject) => {
      const settle = (act: (value: unknown) => void) => (value: unknown) => {
        this.#pending -= 1;
        if (!this.#signal.aborted) act(value);
      };
      result.then(settle(resolve), settle(reject));
    });
    // A check that fails while it waits for two things takes the answer of one only.
    contained.catch(() => undefined);
    return contained;
  }
}
