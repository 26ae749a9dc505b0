import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatProbe, probeArguments, shellQuote } from "../../../src/check/again.ts";
import { parseProbe } from "../../../src/check/parse-probe.ts";
import type { HttpCommand, ProbeCommand } from "../../../src/check/probe-command.ts";

describe("the command that shows it again", () => {
  it("reads as a person would type it", () => {
    const url = "https://shop:8443/items/abc";
    expect(formatProbe({ probe: "http", request: { url, servername: "x.test" }, ca: true })).toBe(
      "podlab probe http GET https://shop:8443/items/abc --servername x.test --ca",
    );
    expect(formatProbe({ probe: "tls", request: { host: "shop", port: 8443, maxVersion: "TLSv1.1" }, ca: false })).toBe(
      "podlab probe tls shop:8443 --max TLSv1.1",
    );
  });

  it("asks exactly what was asked: parsing gives back whatever was formatted", () => {
    fc.assert(
      fc.property(anyCommand(), (command) => {
        expect(parseProbe(probeArguments(command))).toEqual(command);
      }),
    );
  });

  it("reaches podlab through a shell as it was", () => {
    fc.assert(
      fc.property(fc.array(fc.string().filter(passesExec), { minLength: 1, maxLength: 20 }), (words) => {
        const script = `printf '%s\\0' ${words.map(shellQuote).join(" ")}`;
        expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(
          words.map((word) => `${word}\0`).join(""),
        );
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [[], "what shall be probed?"],
    [["smtp", "x:1"], 'no probe is called "smtp"'],
    [["http"], "one URL is needed"],
    [["http", "GET", "shop:80"], '"shop:80" is no http:// or https:// URL'],
    [["tls", "shop"], '"shop" is no HOST:PORT'],
    [["tls", "shop:1", "--min", "SSLv3"], '"SSLv3" is no TLS version'],
    [["http", "http://x", "-H", "nonsense"], '"nonsense" is no header'],
    [["http", "http://x", "--random-body", "9"], "--random-body takes BYTES:SEED"],
    [["tcp", "x:1", "--read", "many"], '--read takes a number, not "many"'],
    [["tcp", "x:1", "--nope"], "--nope"],
  ])("says what is wrong with %j", (argv, message) => {
    expect(() => parseProbe(argv)).toThrow(message);
  });
});

const name = () => fc.stringMatching(/^[a-z][a-z0-9.-]{0,9}$/);
const text = () => fc.string({ maxLength: 20, unit: "grapheme" });
const small = () => fc.nat(10_000);
const port = () => fc.integer({ min: 1, max: 65_535 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

function httpRequest(): fc.Arbitrary<HttpCommand> {
  const headerValue = text().filter((value) => value.trim() === value);
  return fc
    .record({
      method: fc.constantFrom("GET", "POST", "PUT"),
      url: fc.webUrl({ withQueryParameters: true }),
      headers: maybe(fc.dictionary(name(), headerValue, { minKeys: 1, maxKeys: 3 })),
      body: maybe(
        fc.oneof(
          fc.record({ text: text() }),
          fc.record({ base64: fc.base64String({ minLength: 4, maxLength: 20 }) }),
          fc.record({ random: fc.record({ bytes: small(), seed: small() }) }),
        ),
      ),
      servername: maybe(name()),
      connectTo: maybe(fc.tuple(name(), port()).map(([host, at]) => `${host}:${at}`)),
      timeoutMs: maybe(small()),
    })
    .map(withoutUndefined);
}

function anyCommand(): fc.Arbitrary<ProbeCommand> {
  const target = { host: name(), port: port() };
  const version = fc.constantFrom("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
  const tls = fc
    .record({
      ...target,
      servername: maybe(name()),
      minVersion: maybe(version),
      maxVersion: maybe(version),
      timeoutMs: maybe(small()),
    })
    .map(withoutUndefined);
  const tcp = fc
    .record({ ...target, send: maybe(text()), readBytes: maybe(small()), timeoutMs: maybe(small()) })
    .map(withoutUndefined);
  const load = fc
    .record({
      request: httpRequest(),
      count: maybe(small()),
      rate: maybe(small()),
      durationMs: maybe(small()),
      concurrency: maybe(small()),
      keepAlive: maybe(fc.constant(true)),
      values: maybe(fc.array(text(), { minLength: 1, maxLength: 3 })),
      identify: maybe(fc.oneof(fc.record({ header: name() }), fc.record({ json: name() }))),
    })
    .map(withoutUndefined);
  return fc.oneof(
    fc.record({ probe: fc.constant("http" as const), request: httpRequest(), ca: fc.boolean() }),
    fc.record({ probe: fc.constant("tls" as const), request: tls, ca: fc.boolean() }),
    fc.record({ probe: fc.constant("tcp" as const), request: tcp }),
    fc.record({ probe: fc.constant("load" as const), request: load, ca: fc.boolean() }),
  );
}

type Defined<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}

/** An argument of a process holds no NUL, and half a surrogate pair has no bytes. */
function passesExec(word: string): boolean {
  return !word.includes("\0") && word.isWellFormed();
}
