import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildBundle } from "./bundle.mjs";
import { run } from "./command.mjs";
import { SetupFailure } from "./failure.mjs";
import { acquireLock, lockFile } from "./lock.mjs";
import { runMain } from "./main.mjs";
import { locateNode24 } from "./node24.mjs";
import { projectRoot } from "./paths.mjs";
import { createProgress } from "./progress.mjs";

await runMain(async (signal) => {
  const root = projectRoot();
  const progress = createProgress();
  const onWait = (/** @type {number} */ pid) => progress.note(`waiting for another set-up (process ${pid})`);
  const lock = await acquireLock(lockFile(), { onWait, signal });
  try {
    await progress.part("build", "bundling dist/", () => buildBundle(root));
    await progress.part("types", "writing dist/types/", () => emitTypes(root, signal));
  } finally {
    lock.release();
  }
  return 0;
});

/**
 * @param {string} root
 * @param {AbortSignal} signal
 */
async function emitTypes(root, signal) {
  const outDir = join(root, "dist/types");
  rmSync(outDir, { recursive: true, force: true });
  const node = locateNode24(root) ?? process.execPath;
  const compiler = [node, join(root, "node_modules/typescript/bin/tsc")];
  const { code, output } = await run([...compiler, "-p", "src/setup/tsconfig.types.json", "--outDir", outDir], {
    cwd: root,
    signal,
  });
  if (code !== 0) throw new SetupFailure("the types could not be written", { exitCode: 1, hint: output.trim() });
}
