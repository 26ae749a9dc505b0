import { describe, expect, it } from "vitest";
import { blockedBy, schedule } from "../../../src/check/schedule.ts";
import type { CheckDefinition } from "../../../src/check/types.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { check, step } from "../../../src/lab/define.ts";

const idle = async () => undefined;
const page = check("page", "the page comes", idle);
const tls = check("tls", "it is encrypted", idle, { needs: [page] });
const rotation = check("rotation", "the key rotates", idle, { needs: [tls] });
const STEPS = [step("one", { points: 2, checks: [page, tls] }), step("two", { points: 2, checks: [rotation] })];
const ALL = new Set(["page", "tls", "rotation"]);

describe("the schedule", () => {
  it("is every check of every step", () => {
    expect(ids()).toEqual(["page", "tls", "rotation"]);
  });

  it("is one check and all that it needs, where one is named", () => {
    expect(ids("rotation")).toEqual(["page", "tls", "rotation"]);
    expect(ids("page")).toEqual(["page"]);
  });

  it("says which check may be meant, where the one named is none of them", () => {
    expect(() => schedule(STEPS, "pages")).toThrow(
      expect.objectContaining({ message: 'no check is called "pages"', hint: "Did you mean page?" }),
    );
  });
});

describe("a check", () => {
  it.each<Verdict>(["failed", "blocked", "broken"])("is blocked by one it needs that was %s", (verdict) => {
    expect(blockedBy(tls, ALL, new Map([["page", verdict]]))).toBe("page");
  });

  it("is blocked by one it needs that was not judged yet", () => {
    expect(blockedBy(rotation, ALL, new Map([["page", "passed"]]))).toBe("tls");
  });

  it("runs when all it needs has passed, or is not part of this run", () => {
    expect(blockedBy(tls, ALL, new Map([["page", "passed"]]))).toBeUndefined();
    expect(blockedBy(tls, new Set(["tls"]), new Map())).toBeUndefined();
  });
});

function ids(only?: string): string[] {
  return schedule(STEPS, only).flatMap(({ checks }: { checks: readonly CheckDefinition[] }) =>
    checks.map(({ id }) => id),
  );
}
