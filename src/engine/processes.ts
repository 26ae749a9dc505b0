import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Connection } from "./connection.ts";
import { BoundedText, demultiplex } from "./demux.ts";
import { drain, readText } from "./streams.ts";
import type { Engine, ExecResult } from "./types.ts";

/** Characters that are kept of each of a command's outputs. */
const OUTPUT_LIMIT = 1024 * 1024;
/** The engine may close a command's stream before it knows the exit code; asked this often (ms), so many times. */
const ASK_EVERY_MS = 5;
const ASK_TIMES = 200;

/** Waiting for a container's end, and running commands in one. */
export function processMethods(connection: Connection): Pick<Engine, "wait" | "exec" | "stats"> {
  return {
    wait: (id, signal) => wait(connection, id, signal),
    exec: (id, command, options = {}) => exec(connection, id, command, options),
    stats: (id) => stats(connection, id),
  };
}

async function wait(connection: Connection, id: string, signal?: AbortSignal): Promise<number> {
  const body = await connection.request({ method: "POST", path: `/containers/${id}/wait`, signal });
  const answer = await connection.call(() => readText(body, signal), signal);
  const { StatusCode } = JSON.parse(answer) as { StatusCode: number };
  return StatusCode;
}

function exec(
  { docker, call }: Connection,
  id: string,
  command: readonly string[],
  { user, signal }: { user?: string; signal?: AbortSignal },
): Promise<ExecResult> {
  return call(async () => {
    const abort = signal === undefined ? {} : { abortSignal: signal };
    const made = await docker.getContainer(id).exec({
      Cmd: [...command],
      AttachStdout: true,
      AttachStderr: true,
      ...(user === undefined ? {} : { User: user }),
      ...abort,
    });
    const outputs = await collect(await made.start({ hijack: false, stdin: false, ...abort }), signal);
    return { code: await exitCode(made), ...outputs };
  }, signal);
}

async function collect(stream: Readable, signal?: AbortSignal): Promise<Omit<ExecResult, "code">> {
  const stdout = new BoundedText(OUTPUT_LIMIT);
  const stderr = new BoundedText(OUTPUT_LIMIT);
  const output = demultiplex({ stdout: (text) => stdout.add(text), stderr: (text) => stderr.add(text) });
  await drain(stream, (chunk) => output.push(chunk), signal);
  output.end();
  return { stdout: stdout.toString(), stderr: stderr.toString() };
}

/** The exit code of a command whose stream has ended. */
export async function exitCode(made: {
  inspect(): Promise<{ ExitCode: number | null; Running: boolean }>;
}): Promise<number> {
  for (let asked = 0; asked < ASK_TIMES; asked++) {
    const { ExitCode, Running } = await made.inspect();
    if (!Running && ExitCode !== null) return ExitCode;
    await delay(ASK_EVERY_MS);
  }
  throw new Error("the command's output ended, but the command did not");
}

function stats({ docker, call }: Connection, id: string): Promise<{ memoryBytes: number }> {
  return call(async () => {
    const { memory_stats: memory } = await docker.getContainer(id).stats({ stream: false, "one-shot": true });
    // the page cache that can be given back is no use of memory: its name is the first on cgroup v1, the second on v2
    const cache = memory.stats?.total_inactive_file ?? memory.stats?.inactive_file ?? 0;
    return { memoryBytes: Math.max(0, (memory.usage ?? 0) - cache) };
  });
}
