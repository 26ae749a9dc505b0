import type { CheckDefinition } from "../check/types.ts";
import type { ImageSource } from "../core/image-source.ts";
import type { Seed } from "../core/seed.ts";

/** The chapters of the book (first edition), by podlab's ids. */
export type ChapterId =
  | "introduction"
  | "sidecar"
  | "ambassador"
  | "adapter"
  | "replicated"
  | "sharded"
  | "scatter-gather"
  | "functions"
  | "ownership-election"
  | "work-queue"
  | "event-driven-batch"
  | "coordinated-batch";

/** When a service counts as ready; the agent asks every few tens of ms. */
export type Ready =
  | { readonly kind: "http"; readonly port: number; readonly path: string }
  | { readonly kind: "https"; readonly port: number; readonly path: string }
  | { readonly kind: "tcp"; readonly port: number }
  /** A line of the container's output that includes this text, for a service that listens on loopback only. */
  | { readonly kind: "line"; readonly text: string };

/** A port of the pod that the learner's own curl or browser reaches on 127.0.0.1. */
export interface EntryPort {
  readonly scheme: "http" | "https" | "tcp";
  /** Port in the pod, and the one asked for on 127.0.0.1. */
  readonly port: number;
  /** The path that `podlab open` shows; "/" unless told. */
  readonly path?: string;
}

/** Values drawn once a session from its seed (ports, greetings, host names); the same for all its services. */
export type Parameters = Readonly<Record<string, string>>;

export interface ServiceDefinition {
  /** `provided("store.mjs")`, `component("etcd")`, or the name of a build target in docker/<lab>/Dockerfile. */
  readonly image: ImageSource;
  /**
   * The learner's files that this service gets, as paths in the workspace; they lie under /lab in the container,
   * owned by root. A name that ends in "?" may be missing. A service without files is provided by the lab.
   */
  readonly files?: readonly string[];
  readonly env?: Readonly<Record<string, string>> | ((parameters: Parameters) => Readonly<Record<string, string>>);
  /** The environment is the one that the container has, with what a check laid over it. */
  readonly ready?: Ready | ((parameters: Parameters, env: Readonly<Record<string, string>>) => Ready);
  readonly entry?: EntryPort;
  /** Services that must be ready before this one starts. */
  readonly after?: readonly string[];
  /** Mounts the session's certificates read-only at /certs (see `LabDefinition.certificate`). */
  readonly certificates?: boolean;
  /** Writable places in the read-only root: path to size in MB. /tmp of 16 MB is always there. */
  readonly tmpfs?: Readonly<Record<string, number>>;
  /**
   * Writable folders of the image on volumes of the container's own: they outlive its end and start, and go with it, so
   * that a reset empties them. Nothing bounds their size but the component itself: not for learners' programs.
   */
  readonly data?: readonly string[];
  /** Linux capabilities that the component can't do without; all others are dropped. */
  readonly capabilities?: readonly string[];
  /** Defaults: 128 MB, 0.5 CPUs, 64 pids. */
  readonly limits?: { readonly memoryMb?: number; readonly cpus?: number; readonly pids?: number };
  /** "always": the engine restarts it when its process ends by itself, as a kubelet would. Default "no". */
  readonly restart?: "no" | "always";
}

/** A pod: services that share one network namespace, address and name, held by an infra container. */
export type PodDefinition = Readonly<Record<string, ServiceDefinition>>;

export interface StepDefinition {
  /** The slug of the step's second-level heading in README.md. */
  readonly id: string;
  readonly points: number;
  readonly checks: readonly CheckDefinition[];
  readonly prediction?: PredictionDefinition;
}

/**
 * What a guided learner is asked before a step is judged for the first time. A check measures the answer, both are shown
 * side by side, and it never counts.
 */
export interface PredictionDefinition {
  /** Kebab-case, unique in the lab: what `CheckContext.measured` and `--json` name. */
  readonly id: string;
  /** One sentence that a number answers. */
  readonly question: string;
  /** What stands after the number: "%" (0 to 100), "users", "ms"; "" for nothing. */
  readonly unit: string;
  /** What helps to think about it, not the answer. */
  readonly hint?: string;
  /** The id of the step's check that measures it. */
  readonly check: string;
}

export interface LabDefinition {
  readonly chapter: ChapterId;
  readonly title: string;
  readonly minutes: number;
  /** Pod name to services. Pod names and service names are unique in the lab; pods resolve by name on the lab's network. */
  readonly pods: Readonly<Record<string, PodDefinition>>;
  readonly parameters?: (seed: Seed) => Parameters;
  /** Asks for a key and certificate in /certs (tls.key, tls.crt, ca.crt), issued by an authority made for the session. */
  readonly certificate?: (parameters: Parameters) => { readonly name: string };
  readonly steps: readonly StepDefinition[];
}

/** A lab as loaded from its folder. */
export interface Lab extends LabDefinition {
  readonly id: string;
  /** The lab's folder (absolute): README.md, starter/, solution/, mutants/. */
  readonly folder: string;
  /** The folder with the lab's Dockerfile (absolute). */
  readonly dockerFolder: string;
}
