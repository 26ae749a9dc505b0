import type { Engine } from "../engine/types.ts";
import { readStatus } from "../session/status.ts";
import type { Cli } from "./cli.ts";
import { ownerOfCli } from "./owner.ts";

/** The ids of the labs that run for this learner. */
export async function runningLabs(cli: Cli, engine: Engine): Promise<string[]> {
  const sessions = await readStatus(engine, await ownerOfCli(cli));
  return sessions.map(({ lab }) => lab).sort();
}
