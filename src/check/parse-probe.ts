import { parseArgs } from "node:util";
import type { LoadRequest, TlsVersion } from "../agent/protocol.ts";
import { messageOf, UserError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { type HttpCommand, PROBE_USAGE, type ProbeCommand } from "./probe-command.ts";
import { parseTarget } from "./target.ts";

/**
 * Reads the words after `podlab probe`, as `probeArguments` writes them.
 *
 * @throws UserError that names the word and shows the form
 */
export function parseProbe(argv: readonly string[]): ProbeCommand {
  const { values: options, positionals } = read(argv);
  const [probe, ...words] = positionals;
  switch (probe) {
    case "http":
      return { probe, request: httpRequest(words, options), ca: options.ca ?? false };
    case "tls":
      return {
        probe,
        request: {
          ...target(words),
          ...given("servername", options.servername),
          ...given("minVersion", version(options.min)),
          ...given("maxVersion", version(options.max)),
          ...given("timeoutMs", number("timeout", options.timeout)),
        },
        ca: options.ca ?? false,
      };
    case "tcp":
      return {
        probe,
        request: {
          ...target(words),
          ...given("send", options.send),
          ...given("readBytes", number("read", options.read)),
          ...given("timeoutMs", number("timeout", options.timeout)),
        },
      };
    case "load":
      return {
        probe,
        request: {
          request: httpRequest(words, options),
          ...given("count", number("count", options.count)),
          ...given("rate", number("rate", options.rate)),
          ...given("durationMs", number("duration", options.duration)),
          ...given("concurrency", number("concurrency", options.concurrency)),
          ...given("keepAlive", options["keep-alive"]),
          ...given("values", options.value),
          ...given("identify", identify(options.identify)),
        },
        ca: options.ca ?? false,
      };
    default:
      throw unknownProbe(probe);
  }
}

const PROBES = ["http", "tls", "tcp", "load"];

function unknownProbe(probe: string | undefined): UserError {
  if (probe === undefined) return usage("what shall be probed?");
  const near = nearest(probe, PROBES);
  const problem = `no probe is called "${probe}"`;
  return near === undefined ? usage(problem) : new UserError(problem, { hint: `Did you mean ${near}?` });
}

type Options = ReturnType<typeof read>["values"];

function read(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        header: { type: "string", short: "H", multiple: true },
        data: { type: "string" },
        "data-base64": { type: "string" },
        "random-body": { type: "string" },
        ca: { type: "boolean" },
        servername: { type: "string" },
        "connect-to": { type: "string" },
        timeout: { type: "string" },
        min: { type: "string" },
        max: { type: "string" },
        send: { type: "string" },
        read: { type: "string" },
        count: { type: "string" },
        rate: { type: "string" },
        duration: { type: "string" },
        concurrency: { type: "string" },
        "keep-alive": { type: "boolean" },
        value: { type: "string", multiple: true },
        identify: { type: "string" },
      },
    });
  } catch (error) {
    throw usage(messageOf(error));
  }
}

function httpRequest(words: readonly string[], options: Options): HttpCommand {
  const url = words.at(-1);
  if (url === undefined || words.length > 2) throw usage("one URL is needed, after a method or alone");
  if (!/^https?:\/\//.test(url)) throw usage(`"${url}" is no http:// or https:// URL`);
  return {
    method: words.length === 2 ? String(words[0]) : "GET",
    url,
    ...given("headers", headers(options.header)),
    ...given("body", body(options)),
    ...given("servername", options.servername),
    ...given("connectTo", options["connect-to"]),
    ...given("timeoutMs", number("timeout", options.timeout)),
  };
}

function headers(lines: readonly string[] | undefined): Record<string, string> | undefined {
  if (lines === undefined) return undefined;
  return Object.fromEntries(
    lines.map((line) => {
      const parts = /^([^:\s]+): ?(.*)$/s.exec(line);
      if (!parts) throw usage(`"${line}" is no header: 'NAME: VALUE'`);
      return [String(parts[1]), String(parts[2])];
    }),
  );
}

function body(options: Options): HttpCommand["body"] {
  if (options.data !== undefined) return { text: options.data };
  if (options["data-base64"] !== undefined) return { base64: options["data-base64"] };
  const random = options["random-body"];
  if (random === undefined) return undefined;
  const parts = /^(\d+):(\d+)$/.exec(random);
  if (!parts) throw usage(`--random-body takes BYTES:SEED, not "${random}"`);
  return { random: { bytes: Number(parts[1]), seed: Number(parts[2]) } };
}

function target(words: readonly string[]): { host: string; port: number } {
  const [word] = words;
  if (word === undefined || words.length > 1) throw usage("one HOST:PORT is needed");
  const found = parseTarget(word);
  if (!found) throw usage(`"${word}" is no HOST:PORT`);
  return found;
}

const VERSIONS: readonly TlsVersion[] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

function version(text: string | undefined): TlsVersion | undefined {
  if (text === undefined) return undefined;
  const found = VERSIONS.find((one) => one === text);
  if (!found) throw usage(`"${text}" is no TLS version: ${VERSIONS.join(", ")}`);
  return found;
}

function identify(text: string | undefined): LoadRequest["identify"] {
  if (text === undefined) return undefined;
  if (text.startsWith("header:")) return { header: text.slice("header:".length) };
  if (text.startsWith("json:")) return { json: text.slice("json:".length) };
  throw usage(`--identify takes header:NAME or json:MEMBER, not "${text}"`);
}

function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text)) throw usage(`--${name} takes a number, not "${text}"`);
  return Number(text);
}

/** The member, or none where there is no value: an absent option is not one that is undefined. */
function given<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  const members: { [name in Name]?: Value } = {};
  if (value !== undefined) members[name] = value;
  return members;
}

function usage(message: string): UserError {
  return new UserError(message, { hint: PROBE_USAGE });
}
