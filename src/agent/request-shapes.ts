import { InvalidRequestError } from "./failure.ts";
import type { AgentRequest } from "./protocol.ts";
import {
  asObject,
  boolean,
  either,
  integer,
  listOf,
  number,
  object,
  oneOf,
  recordOf,
  type Shape,
  text,
} from "./shape.ts";

/** The longest that anything may take, a whole load included. */
export const MAX_MS = 120_000;
export const MAX_LOAD_COUNT = 20_000;
const MAX_BODY_BYTES = 256 * 1024 * 1024;
const MAX_TEXT_BYTES = 32 * 1024 * 1024;
const MAX_TCP_BYTES = 1024 * 1024;

/** @throws InvalidRequestError, naming the member that is not as the protocol says. */
export function assertRequest(value: unknown): asserts value is AgentRequest {
  const { op } = asObject(value, "");
  const shape = typeof op === "string" && Object.hasOwn(requests, op) ? requests[op] : undefined;
  if (shape === undefined)
    throw new InvalidRequestError(`op: ${JSON.stringify(op)} is none of ${Object.keys(requests)}`);
  shape(value, "");
}

const port = integer(1, 65_535);
const timeout = number(1, MAX_MS);
const tlsVersion = oneOf("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

const httpRequest = {
  "method?": text,
  url: text,
  "headers?": recordOf(text),
  "body?": either({
    text,
    base64: text,
    random: object({ bytes: integer(0, MAX_BODY_BYTES), seed: number(-Number.MAX_VALUE, Number.MAX_VALUE) }),
  }),
  "timeoutMs?": timeout,
  "ca?": text,
  "servername?": text,
  "connectTo?": text,
  "maxBody?": integer(0, MAX_TEXT_BYTES),
};

const requests: Readonly<Record<string, Shape>> = {
  ping: object({}),
  http: object(httpRequest),
  tls: object({
    host: text,
    port,
    "servername?": text,
    "ca?": text,
    "minVersion?": tlsVersion,
    "maxVersion?": tlsVersion,
    "timeoutMs?": timeout,
  }),
  tcp: object({ host: text, port, "send?": text, "readBytes?": integer(0, MAX_TCP_BYTES), "timeoutMs?": timeout }),
  load: object({
    request: object(httpRequest),
    "count?": integer(1, MAX_LOAD_COUNT),
    "durationMs?": number(1, MAX_MS),
    "rate?": number(0.01, 2_000),
    "concurrency?": integer(1, 256),
    "keepAlive?": boolean,
    "values?": listOf(text, MAX_LOAD_COUNT),
    "identify?": either({ header: text, json: text }),
  }),
  ready: object({
    probe: (value, place) => {
      const isTcp = asObject(value, place)["kind"] === "tcp";
      object({ kind: oneOf("http", "https", "tcp"), host: text, port, ...(isTcp ? {} : { path: text }) })(value, place);
    },
    timeoutMs: timeout,
    "everyMs?": number(1, MAX_MS),
  }),
  traffic: object({}),
  read: object({ path: text }),
  write: object({ path: text, base64: text, mode: integer(0, 0o7777) }),
  cancel: object({ target: integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) }),
};
