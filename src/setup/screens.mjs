import { join } from "node:path";
import { handOver } from "./hand-over.mjs";
import { runMain } from "./main.mjs";
import { projectRoot } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { createProgress } from "./progress.mjs";
import { withNodeFirst } from "./project-env.mjs";

/** `npm run screens`: prepares the machine, then records docs/screens under Node 24. */
await runMain(async (signal) => {
  const root = projectRoot();
  const yes = process.argv.includes("--yes");
  const { node } = await prepare({ root, progress: createProgress(), yes, signal });
  return handOver([node, join(root, "test/screens/main.ts")], { cwd: root, env: withNodeFirst(node) });
});
