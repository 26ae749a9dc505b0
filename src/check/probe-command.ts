import type { HttpRequest, LoadRequest, TcpRequest, TlsRequest } from "../agent/protocol.ts";

/**
 * What `podlab probe` can ask: the agent's requests without what a command line can't carry. The authority is always
 * the session's own, so `ca` says only whether it must vouch for the answer.
 */
export type ProbeCommand =
  | { readonly probe: "http"; readonly request: HttpCommand; readonly ca: boolean }
  | { readonly probe: "tls"; readonly request: Omit<TlsRequest, "ca">; readonly ca: boolean }
  | { readonly probe: "tcp"; readonly request: TcpRequest }
  | { readonly probe: "load"; readonly request: LoadCommand; readonly ca: boolean };

export type HttpCommand = Omit<HttpRequest, "ca" | "maxBody">;
export type LoadCommand = Omit<LoadRequest, "request"> & { readonly request: HttpCommand };

/** The form of the command, for `--help` and for errors. */
export const PROBE_USAGE = `podlab probe http [METHOD] URL [-H 'NAME: VALUE']... [--data TEXT | --data-base64 BYTES | --random-body BYTES:SEED]
                  [--ca] [--servername NAME] [--connect-to HOST:PORT] [--timeout MS]
podlab probe tls HOST:PORT [--servername NAME] [--ca] [--min VERSION] [--max VERSION] [--timeout MS]
podlab probe tcp HOST:PORT [--send TEXT] [--read BYTES] [--timeout MS]
podlab probe load [METHOD] URL [--count N] [--rate PER_SECOND] [--duration MS] [--concurrency N] [--keep-alive]
                  [--value TEXT]... [--identify header:NAME|json:MEMBER] and the options of http`;

/** Leaves out what a command line can't say: the authority's text and how much of the body comes back. */
export function httpCommand({ ca: _ca, maxBody: _maxBody, ...request }: HttpRequest): HttpCommand {
  return request;
}
