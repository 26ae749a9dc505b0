import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildBundle } from "./bundle.mjs";
import { run } from "./command.mjs";
import { SetupFailure } from "./failure.mjs";
import { runMain } from "./main.mjs";
import { locateNode24 } from "./node24.mjs";
import { projectRoot } from "./paths.mjs";
import { locked, prepareDependencies } from "./prepare.mjs";
import { createProgress } from "./progress.mjs";

await runMain(async (signal) => {
  const root = projectRoot();
  const progress = createProgress();
  await prepareDependencies({ root, progress, signal, yes: false });
  await locked({ progress, signal }, async () => {
    await progress.part("build", "bundling dist/", () => buildBundle(root));
    await progress.part("types", "writing dist/types/", () => emitTypes(root, signal));
  });
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
