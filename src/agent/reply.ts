/** An answer as the client needs it: either a result or an error's text. */
export interface ParsedReply {
  readonly id: number;
  readonly result: unknown;
  readonly error: string | undefined;
  /** 0 when the answer says nothing of it. */
  readonly lagMs: number;
}

/** Undefined when the line is no answer to a request: too long, not JSON, without an id, or to a line that had none. */
export function parseReply(line: string | undefined): ParsedReply | undefined {
  const reply = parseObject(line ?? "");
  const id = reply?.["id"];
  if (reply === undefined || typeof id !== "number" || id < 1) return undefined;
  const lag = reply["lagMs"];
  const lagMs = typeof lag === "number" ? lag : 0;
  if (reply["result"] !== undefined) return { id, result: reply["result"], error: undefined, lagMs };
  const error = reply["error"];
  if (typeof error !== "object" || error === null || !("message" in error)) return undefined;
  return { id, result: undefined, error: String(error.message), lagMs };
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
