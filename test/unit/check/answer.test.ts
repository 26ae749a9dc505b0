import { describe, expect, it } from "vitest";
import type { HttpAnswer } from "../../../src/agent/protocol.ts";
import { createAnswer } from "../../../src/check/answer.ts";
import { CheckFailure } from "../../../src/check/failure.ts";

const ASKED = { asked: "GET http://web/items", again: "podlab probe http GET http://web/items" };

describe("an answer", () => {
  it("tells the status and the time where another status was expected", () => {
    expect(failureOf(() => answered({ status: 502, ms: 12 }).expectStatus(200)).failure).toEqual({
      ...ASKED,
      expected: "status 200",
      seen: "status 502 after 12 ms",
    });
  });

  it("names every status that would do, and why", () => {
    const { failure } = failureOf(() => answered({ status: 200 }).expectStatus([502, 503, 504], "the app is dead"));
    expect(failure.expected).toBe("status 502, 503 or 504: the app is dead");
  });

  it("tells why there was no answer", () => {
    const refused = unanswered({ outcome: "refused", phase: "connect", ms: 3 });
    expect(failureOf(() => refused.expectStatus(200)).failure.seen).toBe("no answer: connection refused after 3 ms");
  });

  it("tells a connection that is never made from one that stays silent", () => {
    const seen = (phase: "connect" | "answer") =>
      failureOf(() => unanswered({ outcome: "timeout", phase, ms: 500 }).expectStatus(200)).failure.seen;
    expect(seen("connect")).toBe("no answer: no connection within 500 ms");
    expect(seen("answer")).toBe("no answer: connected, then silence for 500 ms");
  });

  it("shows how the body begins where it lacks a text", () => {
    const { failure } = failureOf(() => answered({ body: "<html>Oops" }).expectBodyIncludes("abc"));
    expect(failure).toMatchObject({
      expected: 'a body with "abc" in it',
      seen: 'status 200, body begins "<html>Oops"',
    });
  });

  it("compares a header by text or pattern, whatever the case of its name", () => {
    const answer = answered({ headers: { "x-proto": "https" } });
    answer.expectHeader("X-Proto", "https").expectHeader("x-proto", /^http/);
    expect(failureOf(() => answer.expectHeader("X-Proto", "http")).failure.seen).toBe("X-Proto: https");
    expect(failureOf(() => answer.expectHeader("X-Other", "1")).failure.seen).toBe("no header X-Other");
  });

  it("gives the body as JSON, or fails the check", () => {
    expect(answered({ body: '{"a":1}' }).json()).toEqual({ a: 1 });
    expect(failureOf(() => answered({ body: "nope" }).json()).failure.expected).toBe("a body that is JSON");
    const reset = unanswered({ outcome: "reset", phase: "answer", ms: 1 });
    expect(failureOf(() => reset.json()).failure.seen).toBe("no answer: connection reset after 1 ms");
  });

  it("marks failures that time decided, and no others", () => {
    expect(failureOf(() => answered({ ms: 900 }).expectWithin(500)).timed).toBe(true);
    const silent = unanswered({ outcome: "timeout", phase: "answer", ms: 500 });
    expect(failureOf(() => silent.expectStatus(200)).timed).toBe(true);
    expect(failureOf(() => answered({ status: 500 }).expectStatus(200)).timed).toBe(false);
  });

  it("goes on where what was expected holds", () => {
    const answer = answered({ body: "hello abc", ms: 4 });
    expect(answer.expectStatus([200, 204]).expectBodyIncludes("abc").expectWithin(4)).toBe(answer);
  });
});

function answered(parts: Partial<Extract<HttpAnswer, { outcome: "answered" }>>) {
  const raw: HttpAnswer = {
    outcome: "answered",
    status: 200,
    headers: {},
    body: "",
    bodyBytes: 0,
    bodySha256: "",
    sentSha256: "",
    remote: "10.213.0.4:80",
    ms: 5,
    ...parts,
  };
  return createAnswer(raw, ASKED);
}

function unanswered(parts: Pick<Exclude<HttpAnswer, { outcome: "answered" }>, "outcome" | "phase" | "ms">) {
  return createAnswer({ message: "", ...parts }, ASKED);
}

function failureOf(expectation: () => unknown): CheckFailure {
  try {
    expectation();
  } catch (error) {
    if (error instanceof CheckFailure) return error;
    throw error;
  }
  throw new Error("the expectation held");
}
