import type {
  HttpAnswer,
  HttpRequest,
  LoadRequest,
  LoadResult,
  TcpAnswer,
  TcpRequest,
  TlsAnswer,
  TlsRequest,
} from "../agent/protocol.ts";
import type { Seed } from "../core/seed.ts";
import type { Failure } from "../core/verdict.ts";
import type { Timeline } from "../histories/index.ts";
import type { Parameters } from "../lab/types.ts";

/** One judgement about the running system. */
export interface CheckDefinition {
  /** Stable, kebab-case: what `--json` and mutants name. */
  readonly id: string;
  /** What a learner reads: "the page comes over HTTPS". */
  readonly title: string;
  /** Checks (by id) that must have passed, else this one is blocked. */
  readonly needs: readonly string[];
  /** ms after which the check is cut off and failed; 60 000 unless told. */
  readonly timeoutMs: number;
  /** Its verdict rests on times: in grading no two of these run at once. */
  readonly timing: boolean;
  readonly run: (context: CheckContext) => Promise<void>;
}

/** What a check sees: probes, faults, the seed. Nothing of Docker. Everything it asks is recorded as evidence. */
export interface CheckContext {
  /** This check's own seed. */
  readonly seed: Seed;
  /** The session's values (ports, names), as the services got them. */
  readonly parameters: Parameters;
  readonly signal: AbortSignal;
  readonly http: HttpProbe;
  /** A TLS handshake from inside the lab's network; never throws for what the service does. */
  tls(target: string, options?: Omit<TlsRequest, "host" | "port">): Promise<TlsAnswer>;
  /** A TCP connection to "pod:port". */
  tcp(target: string, options?: Omit<TcpRequest, "host" | "port">): Promise<TcpAnswer>;
  /** Many requests at once or at a fixed rate; resolves when all are answered or given up. */
  load(request: LoadRequest): Promise<LoadResult>;
  /** Runs a program in a service that the lab provides; refused for the learner's own containers. */
  exec(service: string, command: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  /** The last lines of a service's output (200 unless told). */
  logs(service: string, lines?: number): Promise<string>;
  /** A service's container as the engine sees it. */
  state(service: string): Promise<ServiceState>;
  /** What a service that the lab provides says of itself on its admin port (see docker/shared). */
  readonly admin: Admin;
  /** The network address of a pod on the lab's network. */
  address(pod: string): string;
  readonly agentAddress: string;
  readonly fault: Faults;
  /** The session's certificate, where the lab asks for one. */
  readonly certificate: SessionCertificate;
  /** Asks again and again (every 50 ms unless told) until it holds; else fails with its last failure. */
  eventually<T>(question: () => Promise<T>, limits: { withinMs: number; everyMs?: number }): Promise<T>;
  /** Asks again and again; fails at once when it once does not hold. */
  always(question: () => Promise<void>, limits: { duringMs: number; everyMs?: number }): Promise<void>;
  /** Waits, cut short by the signal. For letting a system settle, never for hoping that it has. */
  pause(ms: number): Promise<void>;
  /**
   * Says that the check failed; never returns. `timed` where time decided it (too late, not at all): that is no judgement
   * about the work while podlab itself is held up.
   */
  fail(failure: Failure, options?: { readonly timed?: boolean }): never;
  /** Says that the work can't be judged; never returns. */
  broken(reason: string): never;
  /**
   * Draws these lanes under the check's failure, if it fails, instead of who answered its loads, with a lane for each of
   * its own faults. Times are ms on one clock of the check's choice, which read `startedAt` when the check began.
   */
  timeline(timeline: Timeline, clock: { readonly startedAt: number }): void;
  /**
   * Says what was measured of something that learners predict (its id in the lab), in the prediction's unit. Say it before
   * judging: a failure's number teaches most.
   */
  measured(prediction: string, value: number): void;
  /** Adds a line to the evidence. */
  note(what: string, answer?: string): void;
}

export interface HttpProbe {
  request(request: HttpRequest): Promise<Answer>;
  get(url: string, options?: Omit<HttpRequest, "method" | "url">): Promise<Answer>;
  post(url: string, options?: Omit<HttpRequest, "method" | "url">): Promise<Answer>;
}

/** An answer (or the lack of one) with the expectations a check may hold against it; each throws a `Failure`. */
export interface Answer {
  readonly raw: HttpAnswer;
  readonly outcome: HttpAnswer["outcome"];
  /** 0 where there was no answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly ms: number;
  /** The body as JSON; fails the check where it is none. */
  json(): unknown;
  expectStatus(status: number | readonly number[], why?: string): Answer;
  expectBodyIncludes(text: string, why?: string): Answer;
  expectHeader(name: string, value: string | RegExp, why?: string): Answer;
  expectWithin(ms: number, why?: string): Answer;
  /** Fails with this answer as what was seen. */
  fail(expected: string): never;
}

/** The admin port of provided services: JSON in, JSON out. Anything but status 200 makes the check broken. */
export interface Admin {
  /** "/__ctl/counters", "/__ctl/history?kind=client", or a route of the lab's own. */
  get(service: string, path: string): Promise<unknown>;
  post(service: string, path: string, body?: unknown): Promise<unknown>;
  put(service: string, path: string, body?: unknown): Promise<unknown>;
}

/** How a provided service misbehaves. */
export interface Chaos {
  /** error: answers 500; hang: never answers; slow:MS: answers that much later. */
  readonly mode: "error" | "hang" | `slow:${number}`;
  /** Strikes each n-th request; 1 (all) unless told. */
  readonly every?: number;
  /** Which requests it strikes; "all" unless told. */
  readonly on?: "all" | "client" | "health";
}

export interface ServiceState {
  readonly running: boolean;
  readonly paused: boolean;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** How often the engine has restarted it. */
  readonly restarts: number;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly hostname: string;
}

/** Disturbances by service name. Each is undone when the check ends, however it ends. */
export interface Faults {
  kill(service: string): Promise<void>;
  start(service: string): Promise<void>;
  /** Asks it to end (SIGTERM), kills it after `graceMs`. */
  stop(service: string, options: { graceMs: number }): Promise<Stopped>;
  pause(service: string): Promise<void>;
  unpause(service: string): Promise<void>;
  /** Replaces the container by one with other environment values; the learner's files stay. */
  recreate(service: string, options: { env: Readonly<Record<string, string>> }): Promise<void>;
  /** Waits until the service is ready again, as after a start; broken where one that the lab provides is not. */
  ready(service: string, options?: { withinMs: number }): Promise<void>;
  /** Kills the process from inside, so that the restart policy acts. */
  crash(service: string): Promise<void>;
  /** Makes a provided service misbehave by its own doing; the most deterministic of the faults. */
  chaos(service: string, chaos: Chaos): Promise<void>;
  /** Ends a service's chaos. */
  calm(service: string): Promise<void>;
  /** No packets between the two pods, either way (iptables DROP). */
  partition(podA: string, podB: string): Promise<void>;
  /** Each pod drops what comes from or goes to the pods of its list. */
  grudge(map: Readonly<Record<string, readonly string[]>>): Promise<void>;
  /** Cuts the pod off from all other pods (not from the agent). */
  isolate(pod: string): Promise<void>;
  /** Connections to this port of the pod are reset. */
  refuse(pod: string, port: number): Promise<void>;
  /** Drops this share (0 to 1) of the packets that reach the pod. */
  loss(pod: string, share: number): Promise<void>;
  /** Delays each direction of connections to this port by ms. */
  slow(pod: string, port: number, ms: number): Promise<void>;
  /** Undoes what this check disturbed on the network, and waits until it is so. */
  heal(): Promise<void>;
}

/** How a service ended that was asked to. */
export interface Stopped {
  /** When it was asked, by `performance.now()`: later than the call, for its readiness is looked at before. */
  readonly askedAt: number;
  /** ms from there to its end. */
  readonly ms: number;
  readonly exitCode: number;
}

export interface SessionCertificate {
  /** The DNS name it is for. */
  readonly name: string;
  /** The authority's certificate, PEM. */
  ca(): Promise<string>;
  /** Serial number (hex, upper case, as Node prints it) of the one that lies in /certs now. */
  serial(): Promise<string>;
  /** Puts a new key and certificate for the same name in place, by rename; gives its serial. */
  rotate(): Promise<string>;
}
