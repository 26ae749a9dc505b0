import type { HttpAnswer, LoadRecord, LoadResult, NoAnswer, TcpAnswer, TlsAnswer } from "../agent/protocol.ts";
import { quantile } from "../statistics/index.ts";
import { count, excerpt, ms, tally } from "./words.ts";

/** An HTTP answer in a few words: "status 502 after 12 ms", "no answer: connection refused after 3 ms". */
export function describeHttp(answer: HttpAnswer): string {
  if (answer.outcome !== "answered") return describeNoAnswer(answer);
  return `status ${answer.status} after ${ms(answer.ms)}`;
}

/** The same with size and protocol, for the evidence: "status 200 after 4 ms, 512 bytes, TLSv1.3". */
export function describeHttpInFull(answer: HttpAnswer): string {
  if (answer.outcome !== "answered") return describeNoAnswer(answer);
  const parts = [describeHttp(answer), `${count(answer.bodyBytes)} bytes`];
  if (answer.tls) parts.push(answer.tls.protocol);
  if (answer.body !== "") parts.push(`body begins "${excerpt(answer.body, 80)}"`);
  return parts.join(", ");
}

/** A handshake: "TLSv1.3 after 9 ms, CN=shop, verified", or why there was none. */
export function describeTls(answer: TlsAnswer): string {
  if (answer.outcome !== "shaken") return describeNoAnswer(answer);
  const verified = answer.authorized ? "verified" : `not verified (${answer.authorizationError})`;
  return `${answer.protocol} after ${ms(answer.ms)}, subject ${answer.subject || "none"}, ${verified}`;
}

/** A connection: "connected after 1 ms", "connected after 1 ms, received \"+PONG\"", or why there was none. */
export function describeTcp(answer: TcpAnswer): string {
  if (answer.outcome !== "connected") return describeNoAnswer(answer);
  const received = answer.received === "" ? "" : `, received "${excerpt(answer.received, 80)}"`;
  return `connected after ${ms(answer.ms)}${received}`;
}

/** Many answers: counts by status and by who answered, and how long they took (nearest-rank quantiles). */
export function describeLoad({ records }: Pick<LoadResult, "records">): string {
  if (records.length === 0) return "no request was sent";
  const parts = [`${count(records.length)} requests`, tally(records.map(statusOf))];
  const known = records.filter((record) => record.by !== "").map((record) => record.by);
  if (known.length > 0) parts.push(`answered by ${tally(known)}`);
  const times = records.map((record) => record.answeredAt - record.sentAt);
  const at = (q: number) => ms(quantile(times, q));
  parts.push(`p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)}`);
  return parts.join("; ");
}

function statusOf(record: LoadResult["records"][number]): string {
  return record.outcome === "answered" ? String(record.status) : record.outcome;
}

interface Unanswered {
  readonly outcome: NoAnswer;
  readonly phase: "connect" | "handshake" | "answer";
  readonly message: string;
  readonly ms: number;
}

function describeNoAnswer({ outcome, phase, message, ms: took }: Unanswered): string {
  switch (outcome) {
    case "refused":
      return `no answer: connection refused after ${ms(took)}`;
    case "timeout":
      if (phase === "connect") return `no answer: no connection within ${ms(took)}`;
      if (phase === "handshake") return `no answer: connected, but no TLS handshake within ${ms(took)}`;
      return `no answer: connected, then silence for ${ms(took)}`;
    case "reset":
      return `no answer: connection reset after ${ms(took)}`;
    case "closed":
      return `no answer: connection closed after ${ms(took)}`;
    case "unresolved":
      return "no answer: the name does not resolve";
    case "unreachable":
      return `no answer: no way to the host after ${ms(took)}`;
    case "tls":
      return `no answer: the TLS handshake failed after ${ms(took)} (${excerpt(message)})`;
    case "malformed":
      return `no proper answer after ${ms(took)} (${excerpt(message)})`;
  }
}

/** "no answer (timeout)", "status 503", with who answered where that is known: "status 200 from web". */
export function describeRecord({ status, outcome, by }: Pick<LoadRecord, "status" | "outcome" | "by">): string {
  if (status === 0) return `no answer (${outcome})`;
  return by === "" ? `status ${status}` : `status ${status} from ${by}`;
}

/** "3 × status 500 from primary, 12 × no answer (timeout)" */
export function tallyRecords(records: readonly LoadRecord[]): string {
  return tally(records.map(describeRecord));
}
