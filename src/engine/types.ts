/**
 * What podlab asks of a container engine. The only implementation speaks to Docker's API through dockerode;
 * nothing of dockerode shows here. Every method throws `EnvironmentError` when the engine can't be reached or
 * refuses, `NotFoundError` when the thing is gone, and takes an optional signal where it may last.
 */
export interface Engine {
  /** Where it was found: "unix:///var/run/docker.sock". */
  readonly host: string;
  info(): Promise<EngineInfo>;

  containers(labels: Labels): Promise<ContainerSummary[]>;
  inspect(id: string): Promise<ContainerDetails>;
  create(spec: ContainerSpec): Promise<string>;
  start(id: string): Promise<void>;
  /** SIGTERM, then SIGKILL after `graceMs` (the API counts whole seconds: rounded up). */
  stop(id: string, graceMs: number): Promise<void>;
  kill(id: string, signal?: string): Promise<void>;
  pause(id: string): Promise<void>;
  unpause(id: string): Promise<void>;
  /** By force, with its anonymous volumes; no error when it is gone already. */
  remove(id: string): Promise<void>;
  /** Resolves with the exit code when it ends; rejects when the engine goes away. */
  wait(id: string, signal?: AbortSignal): Promise<number>;
  /** Puts files into a container's folder (which must be on a volume when the root is read-only). */
  putFiles(id: string, folder: string, files: readonly FileEntry[]): Promise<void>;
  logs(id: string, options: { tail?: number; timestamps?: boolean }): Promise<string>;
  /** Calls `onText` with the output as it comes, until the signal or the container's end. */
  followLogs(id: string, options: { tail: number; signal: AbortSignal; onText: (text: string) => void }): Promise<void>;
  /** Calls `onEvent` for what happens to containers with these labels from now on ("oom", "die"), until the signal. */
  followEvents(
    labels: Labels,
    options: { events: readonly string[]; signal: AbortSignal; onEvent: (event: ContainerEvent) => void },
  ): Promise<void>;
  /** Runs a command to its end; 1 MB of each output is kept. An abort stops the waiting, not the command. */
  exec(id: string, command: readonly string[], options?: { user?: string; signal?: AbortSignal }): Promise<ExecResult>;
  /** A long-lived process in the container, spoken to over its standard streams; closing stdin ends the channel. */
  openChannel(id: string, command: readonly string[], options?: { user?: string }): Promise<Channel>;
  /** A shell on this process' own terminal (raw mode, resize); resolves with its exit code. */
  interact(id: string, command: readonly string[], options?: { user?: string }): Promise<number>;
  /** Resource use now. */
  stats(id: string): Promise<{ memoryBytes: number }>;

  networks(labels: Labels): Promise<NetworkSummary[]>;
  /** Every subnet that any network on the engine uses (CIDR). */
  subnets(): Promise<string[]>;
  /** Throws `SubnetTakenError` when the subnet overlaps one in use. */
  createNetwork(spec: NetworkSpec): Promise<string>;
  /** Retries a little while the engine says that it has active endpoints; no error when it is gone already. */
  removeNetwork(id: string): Promise<void>;

  volumes(labels: Labels): Promise<VolumeSummary[]>;
  createVolume(name: string, labels: Labels): Promise<void>;
  removeVolume(name: string): Promise<void>;

  imageExists(reference: string): Promise<boolean>;
  images(labels: Labels): Promise<ImageSummary[]>;
  build(request: BuildRequest): Promise<void>;
  removeImage(reference: string): Promise<void>;
  saveImages(references: readonly string[], file: string): Promise<void>;
  loadImages(file: string): Promise<void>;
  /** Closes idle connections, so that the process can end. */
  close(): void;
}

/** Where labels select, an empty value matches any value. */
export type Labels = Readonly<Record<string, string>>;

export interface EngineInfo {
  readonly version: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly operatingSystem: string;
  readonly architecture: string;
  readonly cpus: number;
  readonly memoryBytes: number;
}

export interface ContainerSummary {
  readonly id: string;
  readonly name: string;
  readonly labels: Labels;
  readonly state: "created" | "running" | "paused" | "restarting" | "exited" | "removing" | "dead";
  readonly image: string;
}

export interface ContainerEvent {
  readonly event: string;
  /** The container's, with its name and image among them. */
  readonly labels: Labels;
}

export interface ContainerDetails extends ContainerSummary {
  readonly hostname: string;
  readonly env: Readonly<Record<string, string>>;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly restarts: number;
  /** ms since the epoch; 0 when never. */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** Container port ("8443/tcp") to port on the host. */
  readonly ports: Readonly<Record<string, number>>;
  /** Network name to address. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly pid: number;
}

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly labels: Labels;
  readonly user?: string;
  readonly hostname?: string;
  readonly network:
    | { readonly kind: "none" }
    /** Joins the network namespace of another container. */
    | { readonly kind: "container"; readonly id: string }
    | { readonly kind: "networks"; readonly attach: readonly NetworkAttachment[] };
  /** Names in /etc/hosts: host to address. Not with kind "container". */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Published on 127.0.0.1; `host` 0 lets the engine choose. */
  readonly publish?: readonly { readonly container: number; readonly host: number }[];
  readonly mounts?: readonly Mount[];
  /** Path to size in MB. */
  readonly tmpfs?: Readonly<Record<string, number>>;
  readonly readOnlyRoot: boolean;
  readonly capabilities: readonly string[];
  readonly memoryMb: number;
  readonly cpus: number;
  readonly pids: number;
  readonly restart: "no" | "always";
  /** tini as PID 1. */
  readonly init: boolean;
  /** False: the engine keeps none of its output, and `logs` is refused. */
  readonly keepLogs: boolean;
}

export interface NetworkAttachment {
  readonly network: string;
  readonly address?: string;
}

export interface Mount {
  /** A named volume; anonymous (removed with the container) when absent. */
  readonly volume?: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** A new volume begins as the image's own folder, its owner included; else empty and root's. */
  readonly fromImage?: boolean;
}

export interface FileEntry {
  /** Relative to the folder. */
  readonly path: string;
  readonly content: Uint8Array;
  /** 0o644 unless told. */
  readonly mode?: number;
}

export interface ExecResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Channel {
  /** Writes to the process' standard input. */
  write(text: string): void;
  /** Called with standard output as it comes. */
  onData(listener: (text: string) => void): void;
  /** Called once when the stream ended or failed. */
  onEnd(listener: (error?: Error) => void): void;
  /** What it said on standard error, the last 4 KB. */
  readonly errors: () => string;
  close(): void;
}

export interface NetworkSpec {
  readonly name: string;
  readonly labels: Labels;
  readonly subnet: string;
  /** No way out and no address of the host on the bridge. */
  readonly closed: boolean;
}
export interface NetworkSummary {
  readonly id: string;
  readonly name: string;
  readonly labels: Labels;
  readonly subnet: string;
}
export interface VolumeSummary {
  readonly name: string;
  readonly labels: Labels;
}
export interface ImageSummary {
  readonly id: string;
  readonly references: readonly string[];
  readonly labels: Labels;
  readonly sizeBytes: number;
  /** ms since the epoch. */
  readonly createdAt: number;
}
export interface BuildRequest {
  readonly reference: string;
  readonly target?: string;
  readonly args: Readonly<Record<string, string>>;
  readonly labels: Labels;
  /** The build context: path to content. */
  readonly context: readonly FileEntry[];
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal;
}
