import { setTimeout as delay } from "node:timers/promises";
import { watchTraffic } from "../check/traffic/watch.ts";
import { EnvironmentError } from "../core/errors.ts";
import type { TrafficEvent } from "../core/events.ts";
import type { Lab } from "../lab/types.ts";
import { attachSession } from "../session/open.ts";
import type { Cli } from "./cli.ts";
import type { LazyEngine } from "./engine.ts";
import { attachLab } from "./lab-session.ts";
import { isQuiet } from "./output/traffic.ts";
import { requestFor } from "./session-request.ts";
import { openTrafficScreen } from "./traffic-screen.ts";

/** A session that is being stopped may look alive for a moment; one whose agent is made anew takes longer. */
const TRIES = 20;
const BETWEEN_TRIES_MS = 250;

/**
 * Shows or tells the traffic of a running lab once a second: until q, the signal, or the session's end.
 *
 * @throws UserError when the lab does not run; the signal's reason
 */
export async function tellTraffic(cli: Cli, engine: LazyEngine, lab: Lab): Promise<void> {
  // It is told whether the lab runs, and why not, before a screen is opened.
  await (await attachLab(cli, engine, lab))[Symbol.asyncDispose]();
  const left = await (cli.terminal.screen && !cli.json ? onScreen(cli, engine, lab) : inLines(cli, engine, lab));
  cli.signal.throwIfAborted();
  if (left === "ended") cli.emit({ event: "notice", level: "info", text: `${lab.id} does not run any more` });
}

type Left = "quit" | "ended";

async function onScreen(cli: Cli, engine: LazyEngine, lab: Lab): Promise<Left> {
  const quit = new AbortController();
  using screen = await openTrafficScreen(cli, lab, () => quit.abort());
  await follow(cli, engine, lab, AbortSignal.any([cli.signal, quit.signal]), (event) => screen.show(event));
  return quit.signal.aborted ? "quit" : "ended";
}

/** Programs get every second; people are told once that nothing goes on. */
async function inLines(cli: Cli, engine: LazyEngine, lab: Lab): Promise<Left> {
  let wasQuiet = false;
  await follow(cli, engine, lab, cli.signal, (event) => {
    const quiet = event.edges.every(isQuiet);
    if (cli.json || !quiet || !wasQuiet) cli.emit(event);
    wasQuiet = quiet;
  });
  return "ended";
}

/** Over a new agent as well, where somebody made one; until there is no session any more, or the signal. */
async function follow(
  cli: Cli,
  engine: LazyEngine,
  lab: Lab,
  signal: AbortSignal,
  show: (event: TrafficEvent) => void,
): Promise<void> {
  for (let tries = 1; !signal.aborted; tries++) {
    await using session = await attachSession({ ...(await requestFor(cli, engine, lab)), signal });
    if (session === undefined) return;
    try {
      for await (const event of watchTraffic(session, signal)) {
        show(event);
        tries = 1;
      }
    } catch (error) {
      if (!(error instanceof EnvironmentError) || tries >= TRIES) throw error;
      await delay(BETWEEN_TRIES_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
