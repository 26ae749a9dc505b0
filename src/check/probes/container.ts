import { BrokenError } from "../failure.ts";
import type { Scope } from "../scope.ts";
import { isProvided } from "../services.ts";
import type { CheckContext } from "../types.ts";
import { excerpt } from "../words.ts";

const LOG_LINES = 200;

/** What the engine knows of a service's container, and a way into those that the lab provides. */
export function createContainerProbes(scope: Scope): Pick<CheckContext, "exec" | "logs" | "state"> {
  const { session, signal, evidence } = scope;
  const observe = async <T>(what: string, ask: () => Promise<T>, describe: (answer: T) => string): Promise<T> => {
    signal.throwIfAborted();
    const at = evidence.now();
    const answer = await ask();
    evidence.add({ kind: "probe", what, answer: describe(answer), at });
    return answer;
  };
  return {
    exec: (service, command) => {
      if (!isProvided(session.lab, service)) {
        throw new BrokenError(`the check would run a program in ${service}, which is the learner's own`);
      }
      return observe(
        `${command.join(" ")} in ${service}`,
        async () => session.engine.exec(session.container(service), command, { signal }),
        ({ code, stdout, stderr }) => `exit code ${code}, ${excerpt(stdout || stderr)}`,
      );
    },
    logs: (service, lines = LOG_LINES) =>
      observe(
        `output of ${service}`,
        async () => session.engine.logs(session.container(service), { tail: lines }),
        (text) => `${excerpt(text.slice(-LAST_SHOWN), LAST_SHOWN)}`,
      ),
    state: (service) =>
      observe(
        `container of ${service}`,
        async () => {
          const details = await session.engine.inspect(session.container(service));
          const { state, exitCode, oomKilled, restarts, startedAt, finishedAt, hostname } = details;
          const paused = state === "paused";
          return {
            running: state === "running" || paused,
            paused,
            exitCode,
            oomKilled,
            restarts,
            startedAt,
            finishedAt,
            hostname,
          };
        },
        ({ running, paused, exitCode, restarts }) =>
          `${paused ? "paused" : running ? "running" : `ended with exit code ${exitCode}`}, ${restarts} restarts`,
      ),
  };
}

/** Characters of a service's output that the evidence shows. */
const LAST_SHOWN = 300;
