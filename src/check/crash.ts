import { setTimeout as sleep } from "node:timers/promises";
import { EnvironmentError } from "../core/errors.ts";
import type { Engine } from "../engine/types.ts";

/**
 * Kills what tini (PID 1) runs: SIGKILL to PID 1 itself does nothing from inside its namespace. Exit code 3 says that
 * there was nothing to kill.
 */
const CRASH_SCRIPT = 'victims=$(cat /proc/1/task/1/children); [ -n "$victims" ] || exit 3; kill -9 $victims';

/** The engine needs this long (ms) at most to see that a process has gone. */
const SEEN_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 20;

/**
 * Kills a container's process from inside, so that its restart policy acts (after the engine's own kill it does not).
 * Resolves when the engine has seen its end.
 *
 * @throws EnvironmentError where the container has no shell or nothing was killed
 */
export async function crash(engine: Engine, id: string, signal: AbortSignal): Promise<void> {
  const before = await engine.inspect(id);
  // The shell may be killed along with the container before it can report, so its own end says little.
  const ran = await engine.exec(id, ["sh", "-c", CRASH_SCRIPT], { signal }).catch((error: unknown) => ({
    code: 137,
    stderr: String(error),
  }));
  if (ran.code !== 0 && ran.code !== 137) {
    throw new EnvironmentError(
      `the process could not be crashed from inside: ${ran.stderr.trim() || `code ${ran.code}`}`,
    );
  }
  const until = performance.now() + SEEN_WITHIN_MS;
  while (performance.now() < until) {
    const now = await engine.inspect(id);
    if (now.restarts > before.restarts || now.finishedAt > before.finishedAt) return;
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
  throw new EnvironmentError(`the engine did not see the crash within ${SEEN_WITHIN_MS} ms: ${ran.stderr}`);
}
