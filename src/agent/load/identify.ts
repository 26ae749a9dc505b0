import type { IncomingMessage } from "node:http";
import type { LoadRequest } from "../protocol.ts";

/** Reads from one answer who gave it. */
export interface Identifier {
  /** How much of the body it needs (bytes). */
  readonly bodyBytes: number;
  name(answer: IncomingMessage, body: Buffer): string;
}

const JSON_BYTES = 65_536;

/** The name is empty when the answer doesn't hold it. */
export function identifierOf(identify: LoadRequest["identify"]): Identifier {
  if (identify === undefined) return { bodyBytes: 0, name: () => "" };
  if ("header" in identify) {
    const header = identify.header.toLowerCase();
    return { bodyBytes: 0, name: (answer) => [answer.headers[header] ?? ""].flat().join(", ") };
  }
  return { bodyBytes: JSON_BYTES, name: (_answer, body) => memberOf(body, identify.json) };
}

function memberOf(body: Buffer, member: string): string {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, member)) return "";
    const found: unknown = Reflect.get(value, member);
    return typeof found === "string" ? found : (JSON.stringify(found) ?? "");
  } catch {
    return "";
  }
}
