/**
 * Tells a person what the set-up does: one line a part, on standard error, with the time it took.
 * @typedef {object} Progress
 * @property {<T>(name: string, what: string, work: () => Promise<T>) => Promise<T>} part
 * @property {(text: string) => void} note
 */

/**
 * @param {{ write(text: string): unknown }} [stream]
 * @returns {Progress}
 */
export function createProgress(stream = process.stderr) {
  return {
    async part(name, what, work) {
      const begun = performance.now();
      stream.write(`podlab set-up: ${name}: ${what} … `);
      try {
        const result = await work();
        stream.write(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
        return result;
      } catch (error) {
        stream.write("failed\n");
        throw error;
      }
    },
    note(text) {
      stream.write(`podlab set-up: ${text}\n`);
    },
  };
}
