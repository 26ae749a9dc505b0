import { join } from "node:path";
import { run } from "./command.mjs";
import { runMain } from "./main.mjs";
import { locateNode24 } from "./node24.mjs";
import { projectRoot } from "./paths.mjs";
import { prepareDependencies } from "./prepare.mjs";
import { createProgress } from "./progress.mjs";
import { withNodeFirst } from "./project-env.mjs";

/** `npm run check`: types, lint, dead code, and the package as a user gets it. All run, whichever fails. */
await runMain(async (signal) => {
  const root = projectRoot();
  await prepareDependencies({ root, progress: createProgress(), yes: false, signal });
  const node = locateNode24(root) ?? process.execPath;
  const options = { cwd: root, env: withNodeFirst(node), signal };
  const tool = (/** @type {string} */ name, /** @type {string[]} */ ...args) => [
    join(root, "node_modules/.bin", name),
    ...args,
  ];
  const codes = await Promise.all([
    check("types (tsc)", [tool("tsc", "-p", ".")], options),
    check("lint (biome)", [tool("biome", "ci", "--colors=off")], options),
    check("dead code (knip)", [tool("knip")], options),
    check("package (publint)", [[node, "src/setup/build.mjs"], tool("publint", "--strict")], options),
  ]);
  return codes.some((code) => code !== 0) ? 1 : 0;
});

/**
 * Runs commands one after the other until one fails, and reports them as one check.
 * @param {string} name
 * @param {readonly string[][]} commands
 * @param {import("./command.mjs").CommandOptions} options
 * @returns {Promise<number>} the exit code
 */
async function check(name, commands, options) {
  const begun = performance.now();
  let result = { code: 0, output: "" };
  for (const command of commands) {
    if (result.code === 0) result = await run(command, options);
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const verdict = result.code === 0 ? "passed" : `FAILED, exit code ${result.code}`;
  process.stdout.write(
    `${result.code === 0 ? "" : `${result.output.trimEnd()}\n`}check: ${name}: ${verdict} (${seconds} s)\n`,
  );
  return result.code;
}
