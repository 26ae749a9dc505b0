import { describe, expect, it } from "vitest";
import { uniqueIds } from "../../../src/histories/index.ts";
import { EVIDENCE, forSeeds, operation, pickIndex, replaceAt } from "./building.ts";

const given = Array.from({ length: 30 }, (_, index) => operation("generate", `id-${index}`, { invokedAt: index }));

describe("uniqueIds", () => {
  it("passes ids that are all different, and forgets what nobody saw", () => {
    const unseen = operation("generate", "id-0", { outcome: "indeterminate" });
    expect(uniqueIds([...given, unseen], EVIDENCE)).toMatchObject({
      ok: true,
      judged: 30,
      sentences: ["all 30 ids are different"],
    });
  });

  it("always finds one id given twice", () => {
    forSeeds((seed) => {
      const index = pickIndex(seed, given, () => true);
      const twice = replaceAt(given, index, (one) => [one, { ...one, invokedAt: seed.int(0, 90) }]);
      expect(uniqueIds(twice, EVIDENCE)).toMatchObject({ ok: false, duplicated: [given[index]?.value] });
    });
  });

  it("says who handed it out, and when", () => {
    const history = [
      operation("generate", 7, { process: "web-a" }),
      operation("generate", 7, { process: "web-b", invokedAt: 1499 }),
    ];
    expect(uniqueIds(history, { atLeast: 2 }).sentences).toEqual([
      "7 was handed out by web-a at 0.001 s and by web-b at 1.500 s",
    ]);
  });

  it("does not pass with fewer ids than asked for", () => {
    expect(uniqueIds(given, { atLeast: 31 })).toMatchObject({ ok: false, enough: false });
  });

  it("refuses to be asked for no evidence", () => {
    expect(() => uniqueIds([], { atLeast: 0 })).toThrow("atLeast must be a whole number from 1, not 0");
  });
});
