import type { HttpCommand, LoadCommand, ProbeCommand } from "./probe-command.ts";

/** The command, ready for a shell, that asks the same again: "podlab probe tls shop:8443 --ca". */
export function formatProbe(command: ProbeCommand): string {
  return ["podlab", "probe", ...probeArguments(command)].map(shellQuote).join(" ");
}

/** The words after `podlab probe`; `parseProbe` takes them back. */
export function probeArguments(command: ProbeCommand): string[] {
  switch (command.probe) {
    case "http":
      return ["http", ...httpArguments(command.request), ...flag("ca", command.ca)];
    case "tls": {
      const { host, port, servername, minVersion, maxVersion, timeoutMs } = command.request;
      return [
        "tls",
        `${host}:${port}`,
        ...option("servername", servername),
        ...flag("ca", command.ca),
        ...option("min", minVersion),
        ...option("max", maxVersion),
        ...option("timeout", timeoutMs),
      ];
    }
    case "tcp": {
      const { host, port, send, readBytes, timeoutMs } = command.request;
      return [
        "tcp",
        `${host}:${port}`,
        ...option("send", send),
        ...option("read", readBytes),
        ...option("timeout", timeoutMs),
      ];
    }
    case "load":
      return [
        "load",
        ...httpArguments(command.request.request),
        ...loadArguments(command.request),
        ...flag("ca", command.ca),
      ];
  }
}

/** A word as a POSIX shell takes it: bare where it is harmless, else in single quotes. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function httpArguments(request: HttpCommand): string[] {
  const { method = "GET", url, headers = {}, body, timeoutMs, servername, connectTo } = request;
  return [
    method,
    url,
    ...Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
    ...bodyArguments(body),
    ...option("servername", servername),
    ...option("connect-to", connectTo),
    ...option("timeout", timeoutMs),
  ];
}

function bodyArguments(body: HttpCommand["body"]): string[] {
  if (body === undefined) return [];
  if ("text" in body) return option("data", body.text);
  if ("base64" in body) return option("data-base64", body.base64);
  return option("random-body", `${body.random.bytes}:${body.random.seed}`);
}

function loadArguments({ count, durationMs, rate, concurrency, keepAlive, values, identify }: LoadCommand): string[] {
  return [
    ...option("count", count),
    ...option("rate", rate),
    ...option("duration", durationMs),
    ...option("concurrency", concurrency),
    ...flag("keep-alive", keepAlive ?? false),
    ...(values ?? []).flatMap((value) => option("value", value)),
    ...(identify === undefined
      ? []
      : option("identify", "header" in identify ? `header:${identify.header}` : `json:${identify.json}`)),
  ];
}

function flag(name: string, set: boolean): string[] {
  return set ? [`--${name}`] : [];
}

/** As two words, or as one where the value could be taken for an option. */
function option(name: string, value: string | number | undefined): string[] {
  if (value === undefined) return [];
  const text = String(value);
  return text === "" || text.startsWith("-") ? [`--${name}=${text}`] : [`--${name}`, text];
}
