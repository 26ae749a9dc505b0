import { describe, expect, it } from "vitest";
import { Leash } from "../../../src/check/leash.ts";

describe("a leash", () => {
  it("passes answers, refusals and plain values on while the check runs", async () => {
    const { held } = leashed();
    await expect(held.answer("yes")).resolves.toBe("yes");
    await expect(held.refuse()).rejects.toThrow("refused");
    expect(held.plain()).toBe(7);
  });

  it("knows how many calls are not answered yet", async () => {
    const { held, leash } = leashed();
    const answer = held.answer("yes");
    expect(leash.pending).toBe(1);
    await answer;
    expect(leash.pending).toBe(0);
  });

  it("lets nothing settle that outlives the check", async () => {
    const { held, over } = leashed();
    const late = [held.answer("yes"), held.refuse()];
    over.abort();
    await expect(Promise.race([...late, afterThem()])).resolves.toBe("neither");
  });

  it("keeps a refusal that nobody takes from ending the process", async () => {
    const { held } = leashed();
    // An unhandled rejection would fail this test run.
    void held.refuse();
    await afterThem();
  });
});

function leashed() {
  const over = new AbortController();
  const leash = new Leash(over.signal);
  const held = leash.hold({
    answer: async (value: string) => value,
    refuse: async (): Promise<never> => {
      throw new Error("refused");
    },
    plain: () => 7,
  });
  return { held, leash, over };
}

function afterThem(): Promise<string> {
  return new Promise((resolve) => setImmediate(resolve, "neither"));
}
