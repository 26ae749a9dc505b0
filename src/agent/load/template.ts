import { Buffer } from "node:buffer";
import { payloadOf } from "../body.ts";
import { InvalidRequestError } from "../failure.ts";
import { headersFor } from "../headers.ts";
import type { HttpRequest } from "../protocol.ts";
import { parseUrl } from "../target.ts";

/** One request of a load, ready to send. */
export interface LoadShot {
  readonly path: string;
  /** Name, value, name, value: Node writes a list out as it is, which saves a seventh of a request's cost. */
  readonly headers: readonly string[];
  readonly body: Buffer | undefined;
}

/** All requests of a load share their body's buffer or have one each; larger ones belong to single requests. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const EXPECTS_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/**
 * Makes the n-th request of a load: `{n}` and `{value}` filled in. What has no placeholder is made once.
 *
 * @throws InvalidRequestError when the URL's host has a placeholder, or the body is too large for a load.
 */
export function shotsOf(request: HttpRequest, authority: string, values: readonly string[]): (n: number) => LoadShot {
  if (/^[a-z]+:\/\/[^/?#]*\{/i.test(request.url)) throw new InvalidRequestError("url: no placeholder in the host");
  const { body } = request;
  const bodyTemplate = body !== undefined && "text" in body ? body.text : "";
  const payload = payloadOf(body);
  if (payload !== undefined && payload.bytes > MAX_BODY_BYTES) {
    throw new InvalidRequestError(`body: more than ${MAX_BODY_BYTES} bytes in a load`);
  }
  const wholeBody = payload === undefined ? undefined : Buffer.concat([...payload.chunks()]);
  const given = request.headers ?? {};
  const method = request.method?.toUpperCase() ?? "GET";
  const parts = [request.url, bodyTemplate, ...Object.values(given)];

  const make = (fill: (template: string) => string): LoadShot => {
    const url = parseUrl(fill(request.url));
    const filled = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fill(value)]));
    const bytes = hasPlaceholder(bodyTemplate) ? Buffer.from(fill(bodyTemplate)) : wholeBody;
    // As Node does by itself when it is not given a list (RFC 9110, 8.6).
    const length = bytes?.length ?? (EXPECTS_BODY.has(method) ? 0 : undefined);
    const headers = Object.entries(headersFor(filled, authority, length)).flat();
    return { path: url.pathname + url.search, headers, body: bytes };
  };
  if (!parts.some(hasPlaceholder)) {
    const shot = make((template) => template);
    return () => shot;
  }
  return (n) => make((template) => fillIn(template, n, values));
}

function hasPlaceholder(template: string): boolean {
  return template.includes("{n}") || template.includes("{value}");
}

function fillIn(template: string, n: number, values: readonly string[]): string {
  const value = values.length === 0 ? "" : (values[n % values.length] ?? "");
  // A function, because a replacement string would give "$" in a value a meaning.
  return template.replace(/\{n\}|\{value\}/g, (placeholder) => (placeholder === "{n}" ? String(n) : value));
}
