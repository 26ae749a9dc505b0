import { ownerOf } from "../session/labels.ts";
import { realPathOf } from "../workspace/home.ts";
import type { Cli } from "./cli.ts";

/** What names this learner on the engine. */
export async function ownerOfCli(cli: Cli): Promise<string> {
  return ownerOf(await realPathOf(cli.home));
}
