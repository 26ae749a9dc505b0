/**
 * Runs one round at a time. What is asked for while one runs becomes exactly one more round after it, with the files of
 * all that was asked together.
 */
export class Rounds {
  readonly #run: (saved: readonly string[]) => Promise<void>;
  readonly #waiting = new Set<string>();
  readonly #failed = Promise.withResolvers<never>();
  #asked = false;
  #running: Promise<void> | undefined;

  constructor(run: (saved: readonly string[]) => Promise<void>) {
    this.#run = run;
    // Whoever waits for `failure` gets the error; a round that fails after that is nobody's surprise.
    this.#failed.promise.catch(() => undefined);
  }

  /** Rejects with the error of the first round that threw; no round runs after it. */
  get failure(): Promise<never> {
    return this.#failed.promise;
  }

  get busy(): boolean {
    return this.#running !== undefined;
  }

  /** Asks for a round: for saved files, or for none (again as it is). */
  request(saved: readonly string[]): void {
    for (const path of saved) this.#waiting.add(path);
    this.#asked = true;
    this.#running ??= this.#runAll();
  }

  /** Resolves when no round runs or waits. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #runAll(): Promise<void> {
    // A round begins in a later turn, so that all that is asked in one turn goes into the first.
    await Promise.resolve();
    try {
      while (this.#asked) {
        const saved = [...this.#waiting];
        this.#waiting.clear();
        this.#asked = false;
        await this.#run(saved);
      }
      this.#running = undefined;
    } catch (error) {
      this.#failed.reject(error);
    }
  }
}
