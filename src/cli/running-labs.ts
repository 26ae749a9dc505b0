import type { Engine } from "../engine/types.ts";
import { sessionId } from "../session/labels.ts";
import { readStatus } from "../session/status.ts";
import type { Cli } from "./cli.ts";
import { ownerOfCli } from "./owner.ts";

/** The ids of the labs that run for this learner. */
export async function runningLabs(cli: Cli, engine: Engine): Promise<string[]> {
  const owner = await ownerOfCli(cli);
  const sessions = await readStatus(engine, owner);
  // A lab that is being verified is the learner's as well, but nobody works in it.
  return sessions.flatMap(({ session, lab }) => (session === sessionId(owner, lab) ? [lab] : [])).sort();
}
