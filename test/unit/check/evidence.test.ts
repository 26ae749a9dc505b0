import { describe, expect, it } from "vitest";
import { EVIDENCE_LIMITS, Evidence } from "../../../src/check/evidence.ts";

describe("evidence", () => {
  it("keeps what was asked and answered, in order", () => {
    const evidence = new Evidence();
    ask(evidence, "GET /a", "200");
    ask(evidence, "GET /b", "404");
    expect(evidence.entries().map(({ what, answer }) => [what, answer])).toEqual([
      ["GET /a", "200"],
      ["GET /b", "404"],
    ]);
    expect(evidence.probes).toBe(2);
  });

  it("keeps the beginning and the end of what is too much, and says how much is missing", () => {
    const evidence = new Evidence();
    for (let n = 0; n < 1_000; n++) ask(evidence, `GET /${n}`, "200");
    const entries = evidence.entries();
    expect(entries).toHaveLength(EVIDENCE_LIMITS.entries);
    expect([entries.at(0)?.what, entries.at(-1)?.what]).toEqual(["GET /0", "GET /999"]);
    expect(entries.find(({ kind }) => kind === "note")?.what).toBe("801 entries left out");
  });

  it("stays below its size, even for texts that grow when they are encoded", () => {
    const evidence = new Evidence();
    for (let n = 0; n < 300; n++) ask(evidence, `GET /${n}`, "\u0001".repeat(5_000));
    expect(Buffer.byteLength(JSON.stringify(evidence.entries()))).toBeLessThanOrEqual(EVIDENCE_LIMITS.bytes);
    expect(evidence.entries().some(({ what }) => what.endsWith("entries left out"))).toBe(true);
  });

  it("cuts a long text with a mark", () => {
    const evidence = new Evidence();
    ask(evidence, "GET /", "x".repeat(EVIDENCE_LIMITS.textLength + 1_500));
    expect(evidence.entries()[0]?.answer).toMatch(/x… \(1 500 more characters cut\)$/);
  });

  it("keeps one line of a question that is asked many times, but counts every probe", async () => {
    const evidence = new Evidence();
    await evidence.collapse(async () => {
      ask(evidence, "GET /", "503");
      ask(evidence, "GET /", "503");
      ask(evidence, "GET /", "200");
    });
    expect(evidence.probes).toBe(3);
    expect(evidence.entries()).toHaveLength(1);
    expect(evidence.entries()[0]?.answer).toMatch(/^200 \(the last of 3 in /);
  });

  it("keeps what is asked beside a question that is asked many times", async () => {
    const evidence = new Evidence();
    const polling = evidence.collapse(async () => {
      ask(evidence, "GET /polled", "503");
      await Promise.resolve();
      ask(evidence, "GET /polled", "200");
    });
    ask(evidence, "GET /beside", "200");
    await polling;
    expect(evidence.entries().map(({ what }) => what)).toEqual(["GET /beside", "GET /polled"]);
  });
});

function ask(evidence: Evidence, what: string, answer: string): void {
  evidence.add({ kind: "probe", what, answer, at: evidence.now() });
}
