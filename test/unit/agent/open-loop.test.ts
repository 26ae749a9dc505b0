import { describe, expect, it } from "vitest";
import { type OpenLoop, runOpenLoop } from "../../../src/agent/load/open.ts";

/** A loop on a clock that starts now. */
function loop(count: number, rate: number): OpenLoop {
  const began = performance.now();
  return { count, rate, clock: () => performance.now() - began, signal: new AbortController().signal };
}

describe("the open loop", () => {
  it("catches up after it was held up, and tells how late it was", async () => {
    const sent: number[] = [];
    const lateMs = await runOpenLoop(loop(50, 1_000), async (n) => {
      sent.push(n);
      for (const until = performance.now() + 60; n === 10 && performance.now() < until; );
    });
    expect(sent).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(lateMs).toBeGreaterThan(50);
  });

  it("has no more than 2 000 under way, and sends the others when there is room", async () => {
    const first = Promise.withResolvers<void>();
    let underWay = 0;
    let most = 0;
    const running = runOpenLoop(loop(2_500, 100_000), async (n) => {
      most = Math.max(most, ++underWay);
      if (n < 2_000) await first.promise;
      underWay -= 1;
    });
    await expect.poll(() => underWay).toBe(2_000);
    first.resolve();
    await running;
    expect([most, underWay]).toEqual([2_000, 0]);
  });

  it("ends with the first failure, though others never end", async () => {
    const running = runOpenLoop(loop(1_000, 1_000), (n) =>
      n === 3 ? Promise.reject(new Error("EMFILE")) : new Promise(() => {}),
    );
    await expect(running).rejects.toThrow("EMFILE");
  });
});
