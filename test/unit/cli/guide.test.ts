import { describe, expect, it } from "vitest";
import { actionsOf } from "../../../src/cli/guide/keys.ts";
import { afterVerdict, nextMove } from "../../../src/cli/guide/position.ts";
import { Rounds } from "../../../src/cli/guide/rounds.ts";

describe("rounds", () => {
  it("make exactly one more of all the saves during a round", async () => {
    const rounds = controlled();
    rounds.it.request(["a"]);
    await rounds.begun(1);
    rounds.it.request(["b"]);
    rounds.it.request(["c", "b"]);
    rounds.it.request([]);
    rounds.end();
    await rounds.begun(2);
    rounds.end();
    await rounds.it.idle();
    expect(rounds.saved).toEqual([["a"], ["b", "c"]]);
  });

  it("take what is asked in one turn together", async () => {
    const rounds = controlled();
    rounds.it.request([]);
    rounds.it.request(["a"]);
    await rounds.begun(1);
    rounds.end();
    await rounds.it.idle();
    expect(rounds.saved).toEqual([["a"]]);
  });

  it("run again after they were idle", async () => {
    const rounds = controlled();
    for (const path of ["a", "b"]) {
      rounds.it.request([path]);
      await rounds.begun(1);
      expect(rounds.it.busy).toBe(true);
      rounds.end();
      await rounds.it.idle();
      expect(rounds.it.busy).toBe(false);
    }
    expect(rounds.saved).toEqual([["a"], ["b"]]);
  });

  it("end with the error of the first that throws", async () => {
    const rounds = new Rounds(async () => {
      throw new Error("the engine is gone");
    });
    rounds.request([]);
    await expect(rounds.failure).rejects.toThrow("the engine is gone");
    await rounds.idle();
  });
});

describe("keys", () => {
  it("ask for what they stand for, upper case too", () => {
    expect(actionsOf("nhrmq")).toEqual(["next", "hint", "run", "map", "quit"]);
    expect(actionsOf("N")).toEqual(["next"]);
  });

  it("keep Ctrl-C and Ctrl-D", () => {
    expect(actionsOf("\u0003\u0004")).toEqual(["interrupt", "quit"]);
  });

  it.each(["\u001B[A", "\u001B[200~quit\u001B[201~", "x1 \r\n"])("ask for nothing as %j", (chunk) => {
    expect(actionsOf(chunk)).toEqual([]);
  });
});

describe("the next step", () => {
  const at = { step: 0, of: 2, passes: true, busy: false };

  it("comes after a step that passes, and only by the key", () => {
    expect(nextMove(at)).toEqual({ move: "to", step: 1 });
    expect(afterVerdict(at)).toContain("n goes on");
  });

  it.each([false, undefined])("does not come while the step passes: %s", (passes) => {
    expect(nextMove({ ...at, passes })).toMatchObject({
      move: "stay",
      why: expect.stringContaining("does not pass yet"),
    });
  });

  it("does not come while the step is being judged", () => {
    expect(nextMove({ ...at, busy: true })).toMatchObject({
      move: "stay",
      why: expect.stringContaining("being judged"),
    });
  });

  it("is none after the last", () => {
    expect(nextMove({ ...at, step: 1 })).toEqual({ move: "finish" });
    expect(afterVerdict({ ...at, step: 1 })).toContain("the lab is done");
  });
});

/** Rounds that end when the test says so. */
function controlled() {
  const saved: (readonly string[])[] = [];
  let ends: (() => void)[] = [];
  let waiting: { count: number; resolve: () => void } | undefined;
  let begunSince = 0;
  const it = new Rounds((paths) => {
    saved.push(paths);
    begunSince++;
    if (waiting && begunSince >= waiting.count) waiting.resolve();
    return new Promise((resolve) => ends.push(resolve));
  });
  return {
    it,
    saved,
    /** Resolves when so many rounds have begun since the last idle time. */
    begun(count: number): Promise<void> {
      if (begunSince >= count) return Promise.resolve();
      return new Promise((resolve) => {
        waiting = { count, resolve };
      });
    },
    end() {
      for (const resolve of ends) resolve();
      ends = [];
      if (!it.busy) begunSince = 0;
    },
  };
}
