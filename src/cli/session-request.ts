import type { Lab } from "../lab/types.ts";
import { workspaceFolder } from "../workspace/home.ts";
import { readWorkspace } from "../workspace/read.ts";
import type { Cli } from "./cli.ts";
import type { LazyEngine } from "./engine.ts";
import { ownerOfCli } from "./owner.ts";

/** What a session of this learner's is opened with. */
export async function requestFor(cli: Cli, engine: LazyEngine, lab: Lab) {
  return {
    engine: await engine.get(),
    lab,
    owner: await ownerOfCli(cli),
    root: cli.root,
    files: () => learnerFiles(cli, lab),
    emit: cli.emit,
    signal: cli.signal,
  };
}

async function learnerFiles(cli: Cli, lab: Lab): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = await readWorkspace(lab, workspaceFolder(cli.home, lab.id));
  // An empty file may be on purpose, but more often a save went wrong.
  for (const { path, content } of files)
    if (content.length === 0) cli.emit({ event: "notice", level: "warning", text: `${path} is empty` });
  return new Map(files.map(({ path, content }) => [path, content]));
}
