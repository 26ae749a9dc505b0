import type { Tally } from "../core/events.ts";

/**
 * What podlab and its agent say to each other: one JSON object a line over the standard streams of a process
 * that podlab starts in the agent's container. A request carries an `id`; its answer carries the same.
 * Times are ms. What a service does wrong is an outcome, never an error: an error means that the agent itself failed.
 */
export type AgentRequest =
  | { op: "ping" }
  | ({ op: "http" } & HttpRequest)
  | ({ op: "tls" } & TlsRequest)
  | ({ op: "tcp" } & TcpRequest)
  | ({ op: "load" } & LoadRequest)
  | ({ op: "ready" } & ReadyRequest)
  /** What was sent so far, by every process of the agent's and through its entry ports. */
  | { op: "traffic" }
  | { op: "read"; path: string }
  /** Writes beside the target and renames over it. */
  | { op: "write"; path: string; base64: string; mode: number }
  /** Ends another request of this channel; that one answers with an error of code "cancelled". */
  | { op: "cancel"; target: number };

export interface AgentResults {
  ping: { pid: number; lagMs: number };
  http: HttpAnswer;
  tls: TlsAnswer;
  tcp: TcpAnswer;
  load: LoadResult;
  /** `ready: false` when the time was up. */
  ready: { ready: boolean; ms: number; last: string };
  /** `instance` is new with each start of the agent, and then it counts from 0. */
  traffic: { instance: string; counts: readonly TrafficCount[] };
  read: { base64: string };
  write: Record<string, never>;
  cancel: Record<string, never>;
}

/**
 * What went to one port: probes and loads of podlab's ("podlab": a probe of TLS or TCP is a request too; waiting for readiness
 * and admin ports are left out), or what came through an entry port ("you": of TLS, and what else is no HTTP/1, connections).
 */
export interface TrafficCount extends Tally {
  readonly from: "podlab" | "you";
  /** As it was asked for: a pod's name, mostly. */
  readonly host: string;
  readonly port: number;
}

export type AgentReply<Op extends keyof AgentResults = keyof AgentResults> =
  | { id: number; result: AgentResults[Op]; lagMs: number }
  | { id: number; error: { code: "cancelled" | "invalid" | "failed"; message: string } };

/** Why there was no answer. "timeout" covers both connecting and waiting; `phase` tells them apart. */
export type NoAnswer = "refused" | "timeout" | "reset" | "unresolved" | "unreachable" | "tls" | "malformed" | "closed";

export interface HttpRequest {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  /** For the whole exchange; 5 000 unless told. */
  readonly timeoutMs?: number;
  /** PEM; with it the certificate must verify against this authority alone. Without it nothing is verified. */
  readonly ca?: string;
  /** The name to ask for (SNI) and to verify; the URL's host unless told. */
  readonly servername?: string;
  /** Connect here ("host:port") whatever the URL says. */
  readonly connectTo?: string;
  /** Bytes of the body that come back as text; 65 536 unless told. The hash is of all that was read. */
  readonly maxBody?: number;
}

/** A body is given, or made by the agent from a seed (at most 256 MB) so that it need not cross the channel. */
export type Body =
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly random: { bytes: number; seed: number } };

export type HttpAnswer =
  | {
      readonly outcome: "answered";
      readonly status: number;
      /** Lower-case names; several values joined by ", ". */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly bodyBytes: number;
      readonly bodySha256: string;
      /** The body was longer than 32 MB: reading stopped there, and size and hash are of what was read. */
      readonly truncated?: true;
      /** Of the body's bytes that were sent: fewer than all when the service answered before it had them. */
      readonly sentSha256: string;
      readonly remote: string;
      readonly tls?: Handshake;
      readonly ms: number;
    }
  | {
      readonly outcome: NoAnswer;
      readonly phase: "connect" | "handshake" | "answer";
      readonly message: string;
      readonly ms: number;
    };

export interface TlsRequest {
  readonly host: string;
  readonly port: number;
  readonly servername?: string;
  /** PEM. The answer says whether the certificate verifies against it; the handshake goes on either way. */
  readonly ca?: string;
  readonly minVersion?: TlsVersion;
  /** TLSv1 and TLSv1.1 are offered with OpenSSL's security level 0, as an old client would. */
  readonly maxVersion?: TlsVersion;
  readonly timeoutMs?: number;
}
export type TlsVersion = "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";

export interface Handshake {
  readonly protocol: string;
  /** Against `ca`, or Node's own authorities without one; chain and name. */
  readonly authorized: boolean;
  /** OpenSSL's code ("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), or "ERR_TLS_CERT_ALTNAME_INVALID"; empty when authorized. */
  readonly authorizationError: string;
  readonly subject: string;
  /** Names and addresses without their kind: "shop.test", "10.0.0.1". */
  readonly altNames: readonly string[];
  /** Hex, upper case. */
  readonly serial: string;
  /** ISO 8601. */
  readonly validTo: string;
}
export type TlsAnswer =
  | ({ readonly outcome: "shaken"; readonly ms: number } & Handshake)
  | {
      readonly outcome: NoAnswer;
      readonly phase: "connect" | "handshake";
      readonly message: string;
      readonly ms: number;
    };

export interface TcpRequest {
  readonly host: string;
  readonly port: number;
  readonly send?: string;
  /** Wait for up to this many bytes, at most 1 MB; 0 (only connect) unless told. */
  readonly readBytes?: number;
  readonly timeoutMs?: number;
}
export type TcpAnswer =
  | { readonly outcome: "connected"; readonly received: string; readonly ms: number }
  | { readonly outcome: NoAnswer; readonly phase: "connect" | "answer"; readonly message: string; readonly ms: number };

/**
 * Many requests. Open-loop: `rate` a second whatever the answers do, so that a slow service can't hide its slowness
 * (coordinated omission). Closed-loop: `concurrency` at a time, the next when one is answered.
 * In the URL after its host, header values and text bodies, `{n}` is the request's number (from 0) and `{value}` is `values[n % values.length]`.
 */
export interface LoadRequest {
  readonly request: HttpRequest;
  /** At most 20 000. `durationMs` may be given instead, or with it: what is reached first ends the load. */
  readonly count?: number;
  /** No request leaves after this; at most 120 000, which also bounds the load with its last answers. */
  readonly durationMs?: number;
  /** Requests a second, at most 2 000; open-loop. */
  readonly rate?: number;
  /** At most 256; closed-loop, 16 unless told. */
  readonly concurrency?: number;
  /**
   * Connections are used again, but none that was idle for more than 1 s. An idempotent request (RFC 9110, 9.2.2) on a
   * connection that was used before, which ended before a byte of the answer came, is sent once more over a new one: the service
   * may close an idle connection at any moment (RFC 9112, 9.3.1), and a client must bear that. Its record says `retried`.
   */
  readonly keepAlive?: boolean;
  readonly values?: readonly string[];
  /** What of the answer says who answered: a header's name, or a JSON member's. */
  readonly identify?: { readonly header: string } | { readonly json: string };
}

export interface LoadRecord {
  readonly n: number;
  /** ms since the load began. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly outcome: HttpAnswer["outcome"];
  /** Who answered; empty when unknown. */
  readonly by: string;
  readonly retried?: true;
}

export interface LoadResult {
  readonly records: readonly LoadRecord[];
  /** The agent's own largest event-loop lag while it ran. */
  readonly lagMs: number;
  /** Largest distance between when an open-loop request was due and when it left. */
  readonly lateMs: number;
  /** Since the epoch. */
  readonly beganAt: number;
}

export interface ReadyRequest {
  readonly probe:
    | { readonly kind: "http" | "https"; readonly host: string; readonly port: number; readonly path: string }
    | { readonly kind: "tcp"; readonly host: string; readonly port: number };
  readonly timeoutMs: number;
  /** 25 unless told. */
  readonly everyMs?: number;
}
