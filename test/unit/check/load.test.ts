import { describe, expect, it } from "vitest";
import type { LoadRecord, LoadRequest } from "../../../src/agent/protocol.ts";
import { describeLoad } from "../../../src/check/describe.ts";
import { troubleOf } from "../../../src/check/probes/load.ts";

const REQUEST: LoadRequest = { request: { url: "http://web/" }, count: 3, rate: 100 };

describe("a load", () => {
  it("is told by status, by who answered, and by how long it took", () => {
    const records = [
      record({ by: "web-a" }),
      record({ by: "web-a", took: 30 }),
      record({ outcome: "refused", status: 0 }),
    ];
    expect(describeLoad({ records })).toBe(
      "3 requests; 2 × 200, 1 × refused; answered by 2 × web-a; p50 4 ms, p95 30 ms, p99 30 ms, max 30 ms",
    );
  });

  it("is sound when all left in time", () => {
    expect(trouble({})).toBeUndefined();
  });

  it("says nothing when the agent lagged", () => {
    expect(trouble({ lagMs: 251 })).toMatch(/held up for 251 ms/);
  });

  it("says nothing when an open-loop request left late", () => {
    expect(trouble({ lateMs: 400 })).toMatch(/left 400 ms late/);
    expect(trouble({ lateMs: 400 }, { request: REQUEST.request, count: 3 })).toBeUndefined();
  });

  it("says nothing when fewer were sent than asked for", () => {
    expect(trouble({ records: [record({})] })).toMatch(/1 of 3 requests were sent/);
  });
});

function trouble(parts: { lagMs?: number; lateMs?: number; records?: LoadRecord[] }, request = REQUEST) {
  const records = [record({}), record({}), record({})];
  return troubleOf(request, { records, lagMs: 0, lateMs: 0, beganAt: 0, ...parts });
}

function record({ took = 4, ...parts }: Partial<LoadRecord> & { took?: number }): LoadRecord {
  return { n: 0, sentAt: 0, answeredAt: took, status: 200, outcome: "answered", by: "", ...parts };
}
