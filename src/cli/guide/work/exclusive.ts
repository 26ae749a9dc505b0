/** Lets one piece of work at a time have the session; the others wait, in the order in which they came. */
export class Exclusive {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    // Whoever asked gets the failure; the next one comes all the same.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
