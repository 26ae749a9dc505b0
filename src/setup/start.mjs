import { join } from "node:path";
import { handOver } from "./hand-over.mjs";
import { runMain } from "./main.mjs";
import { projectRoot } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { createProgress } from "./progress.mjs";

/** `npm start -- ARGS`: prepares what is missing, then is `podlab ARGS`. A leading `--yes` is for the set-up. */
await runMain(async (signal) => {
  const given = process.argv.slice(2);
  const yes = given[0] === "--yes";
  const args = yes ? given.slice(1) : given;
  const root = projectRoot();
  const { node } = await prepare({ root, progress: createProgress(), yes, signal });
  return handOver([node, join(root, "dist/podlab.js"), ...args]);
});
