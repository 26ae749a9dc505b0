import { calmAll } from "../check/calm-all.ts";
import type { Lab } from "../lab/types.ts";
import { Label, sessionId } from "../session/labels.ts";
import { observe } from "../session/observe.ts";
import { attachSession, type OpenRequest, openSession } from "../session/open.ts";
import { wasLeftBehind } from "../workspace/lock.ts";
import type { Cli } from "./cli.ts";
import type { LazyEngine } from "./engine.ts";
import { holdLab } from "./lock.ts";
import { requestFor } from "./session-request.ts";

/**
 * Where a podlab was killed while it worked on the lab, undoes what it had disturbed before anything else is asked of
 * the lab; to be called before the command takes the lab's lock itself. Faults that were caused by hand stay: the
 * command that caused them ended by itself.
 */
export async function mendLeftBehind(cli: Cli, engine: LazyEngine, lab: Lab): Promise<void> {
  if (!wasLeftBehind(cli.home, lab.id)) return;
  await using _lock = await holdLab(cli, lab.id, "start");
  const request = await requestFor(cli, engine, lab);
  if (await isDisturbed(request)) await renew(cli, request);
  else await calm(cli, request);
}

/** What the engine shows of faults: a helper that holds rules in a pod, a container that does not run. */
async function isDisturbed({ engine, owner, lab }: OpenRequest): Promise<boolean> {
  const { containers } = await observe(engine, sessionId(owner, lab.id));
  return containers.some(
    ({ labels, state }) => labels[Label.role] === "fault" || state === "paused" || state === "exited",
  );
}

/** Services are made anew: one that is only unpaused could still misbehave, and would then never get ready. */
async function renew(cli: Cli, request: OpenRequest): Promise<void> {
  tell(cli);
  const { session } = await openSession({ ...request, renew: true });
  await session[Symbol.asyncDispose]();
}

/** Chaos in a service is its own doing, of which the engine knows nothing: each is asked. */
async function calm(cli: Cli, request: OpenRequest): Promise<void> {
  await using session = await attachSession(request);
  const chaotic = session === undefined ? [] : await calmAll(session, cli.signal);
  if (chaotic.length > 0) tell(cli);
}

function tell(cli: Cli): void {
  cli.emit({
    event: "notice",
    level: "warning",
    text: "an earlier podlab was killed while it worked on this lab: what it had disturbed is undone first",
  });
}
