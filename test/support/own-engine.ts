import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openEngine } from "../../src/engine/open.ts";

/** ms; a daemon answers after about one second. */
const STARTS_WITHIN_MS = 60_000;

/** Brings a new network namespace's loopback interface up, as iproute2 would: published ports need it. */
const LOOPBACK_UP = "socket(S,2,1,0) or die; $request = pack(q(a16s), q(lo), 0x49); ioctl(S, 0x8914, $request) or die";

/**
 * A container engine of a test's own, which it may kill: in namespaces of its own, so that it touches neither the other
 * engine's bridges nor its rules, with its own data and socket. When it dies, so does all that it runs.
 */
export class OwnEngine implements AsyncDisposable {
  readonly host: string;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
    this.host = `unix://${folder}/engine.sock`;
  }

  static async start(): Promise<OwnEngine> {
    const engine = new OwnEngine(await mkdtemp(join(tmpdir(), "podlab-engine-")));
    await engine.start();
    return engine;
  }

  /** Starts it where it does not run; after its death with what it held. */
  async start(): Promise<void> {
    if (this.#process !== undefined) return;
    const folder = this.#folder;
    const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
    const daemon = `exec dockerd --host "${this.host}" --data-root "${folder}/data" --exec-root "${folder}/exec" --pidfile "${folder}/pid"`;
    // A daemon that was killed leaves its files there, and a new one takes the process' number in them for its own.
    const clean = `rm -rf "${folder}/pid" "${folder}/exec"`;
    const log = await open(join(folder, "log"), "w");
    this.#process = spawn("unshare", [...namespaces, "sh", "-c", `${clean}; perl -e '${LOOPBACK_UP}' && ${daemon}`], {
      stdio: ["ignore", log.fd, log.fd],
    });
    await log.close();
    const until = performance.now() + STARTS_WITHIN_MS;
    while (!(await this.#answers())) {
      if (performance.now() > until || this.#process.exitCode !== null)
        throw new Error(`the engine did not start:\n${await readFile(join(folder, "log"), "utf8")}`);
      await wait(100);
    }
  }

  /** As `kill -9` of the daemon, with whatever it runs. */
  async kill(): Promise<void> {
    const daemon = this.#process;
    if (daemon === undefined) return;
    this.#process = undefined;
    const closed = once(daemon, "exit");
    daemon.kill("SIGKILL");
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    // The kernel takes the namespaces' mounts down a moment after their last process.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  async #answers(): Promise<boolean> {
    const engine = await openEngine({ host: this.host }).catch(() => undefined);
    engine?.close();
    return engine !== undefined;
  }
}
