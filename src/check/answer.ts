import type { HttpAnswer } from "../agent/protocol.ts";
import { describeHttp } from "./describe.ts";
import { CheckFailure } from "./failure.ts";
import type { Answer } from "./types.ts";
import { excerpt, ms as inMs, list } from "./words.ts";

/** What was asked, and the command that asks it again. */
export interface Asked {
  readonly asked: string;
  readonly again: string;
}

/** An HTTP answer, or the lack of one, with the expectations that a check may hold against it. */
export function createAnswer(raw: HttpAnswer, { asked, again }: Asked): Answer {
  const answered = raw.outcome === "answered";
  const status = answered ? raw.status : 0;
  const headers = answered ? raw.headers : {};
  const body = answered ? raw.body : "";
  const seen = describeHttp(raw);
  const seenBody = answered ? `status ${status}, ${bodyBegins(body)}` : seen;

  const refuse = (expected: string, found: string, why?: string, timed = raw.outcome === "timeout"): never => {
    const wanted = why === undefined ? expected : `${expected}: ${why}`;
    throw new CheckFailure({ asked, expected: wanted, seen: found, again }, { timed });
  };

  const answer: Answer = {
    raw,
    outcome: raw.outcome,
    status,
    headers,
    body,
    ms: raw.ms,
    json() {
      if (!answered) return refuse("a body that is JSON", seen);
      try {
        return JSON.parse(body);
      } catch {
        return refuse("a body that is JSON", seenBody);
      }
    },
    expectStatus(wanted, why) {
      const allowed = typeof wanted === "number" ? [wanted] : wanted;
      if (!answered || !allowed.includes(status)) refuse(`status ${alternatives(allowed)}`, seen, why);
      return answer;
    },
    expectBodyIncludes(text, why) {
      if (!body.includes(text)) refuse(`a body with "${excerpt(text)}" in it`, seenBody, why);
      return answer;
    },
    expectHeader(name, value, why) {
      const found = headers[name.toLowerCase()];
      const holds = found !== undefined && (typeof value === "string" ? found === value : value.test(found));
      if (!holds) refuse(`header ${name}: ${value}`, answered ? seenHeader(name, found) : seen, why);
      return answer;
    },
    expectWithin(limit, why) {
      if (!answered || raw.ms > limit) refuse(`an answer within ${inMs(limit)}`, seen, why, true);
      return answer;
    },
    fail: (expected) => refuse(expected, seenBody),
  };
  return answer;
}

function bodyBegins(body: string): string {
  return body === "" ? "an empty body" : `body begins "${excerpt(body)}"`;
}

function seenHeader(name: string, found: string | undefined): string {
  return found === undefined ? `no header ${name}` : `${name}: ${excerpt(found)}`;
}

function alternatives(statuses: readonly number[]): string {
  return list(statuses.map(String)).replace(" and ", " or ");
}
