import { join } from "node:path";
import { handOver } from "./hand-over.mjs";
import { runMain } from "./main.mjs";
import { projectRoot } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { createProgress } from "./progress.mjs";
import { withNodeFirst } from "./project-env.mjs";

/** `npm test -- FILTER`: prepares the machine, then runs vitest under Node 24; a skipped test fails the run. */
await runMain(async (signal) => {
  const given = process.argv.slice(2);
  const args = given.filter((arg) => arg !== "--yes");
  const root = projectRoot();
  const progress = createProgress();
  const { node, rootImage, rootImageBytes } = await prepare({ root, progress, yes: given.includes("--yes"), signal });
  progress.note(`the images' root is ${rootImage} (${Math.round(rootImageBytes / 1e6)} MB)`);
  const reporters = [`--reporter=${join(root, "src/setup/require-all-tests.mjs")}`, "--reporter=default"];
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const env = { ...withNodeFirst(node), ...(args.length === 0 && { PODLAB_WHOLE_RUN: "1" }) };
  return handOver([node, vitest, "run", ...reporters, ...args], { cwd: root, env });
});
