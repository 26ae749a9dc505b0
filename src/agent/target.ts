import { X509Certificate } from "node:crypto";
import tls from "node:tls";
import type { SecureOptions } from "./dial.ts";
import { InvalidRequestError } from "./failure.ts";
import type { HttpRequest } from "./protocol.ts";

/** Where a request goes and how it is addressed. */
export interface Target {
  /** Where to connect, whatever the URL says. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** The value of the Host header. */
  readonly authority: string;
  readonly secure?: SecureOptions;
}

/** @throws InvalidRequestError when the URL, `connectTo` or the PEM can't be used. */
export function targetOf(request: Pick<HttpRequest, "url" | "ca" | "servername" | "connectTo">): Target {
  const url = parseUrl(request.url);
  const isSecure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const address =
    request.connectTo === undefined
      ? { host, port: Number(url.port || (isSecure ? 443 : 80)) }
      : parseAddress(request.connectTo);
  const target = { ...address, path: url.pathname + url.search, authority: url.host };
  if (!isSecure) return target;
  const servername = request.servername ?? host;
  return { ...target, secure: { servername, verify: request.ca !== undefined, context: contextOf(request) } };
}

/** @throws InvalidRequestError */
export function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new InvalidRequestError(`url: expected http://… or https://…, got ${JSON.stringify(text)}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new InvalidRequestError("url: credentials are given as an authorization header, not in the URL");
  }
  return url;
}

/**
 * The TLS settings of a request; without `ca` the system's authorities judge the certificate.
 *
 * @throws InvalidRequestError when the PEM can't be read or the versions contradict each other.
 */
export function contextOf({ ca, ...options }: { ca?: string } & tls.SecureContextOptions): tls.SecureContext {
  try {
    // OpenSSL takes text without a certificate for an empty list of authorities.
    if (ca !== undefined) new X509Certificate(ca);
    return tls.createSecureContext({
      ...(ca === undefined ? {} : { ca }),
      ...(options.minVersion === undefined ? {} : { minVersion: options.minVersion }),
      ...(options.maxVersion === undefined ? {} : { maxVersion: options.maxVersion }),
      ...(options.ciphers === undefined ? {} : { ciphers: options.ciphers }),
    });
  } catch (error) {
    throw new InvalidRequestError(`TLS settings: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @throws InvalidRequestError */
export function parseAddress(text: string): { host: string; port: number } {
  const match = /^(?:\[(?<six>[^\]]+)\]|(?<host>[^:]+)):(?<port>\d{1,5})$/.exec(text);
  const host = match?.groups?.["six"] ?? match?.groups?.["host"];
  const port = Number(match?.groups?.["port"]);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new InvalidRequestError(`connectTo: expected "host:port", got ${JSON.stringify(text)}`);
  }
  return { host, port };
}
