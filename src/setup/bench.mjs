import { join } from "node:path";
import { handOver } from "./hand-over.mjs";
import { runMain } from "./main.mjs";
import { projectRoot } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { createProgress } from "./progress.mjs";
import { withNodeFirst } from "./project-env.mjs";

/** `npm run bench -- ARGS`: prepares the machine, then measures under Node 24. */
await runMain(async (signal) => {
  const given = process.argv.slice(2);
  const args = given.filter((arg) => arg !== "--yes");
  const root = projectRoot();
  const { node } = await prepare({ root, progress: createProgress(), yes: given.includes("--yes"), signal });
  return handOver([node, join(root, "test/bench/main.ts"), ...args], { cwd: root, env: withNodeFirst(node) });
});
