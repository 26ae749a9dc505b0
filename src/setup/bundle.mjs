import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupFailure } from "./failure.mjs";
import { locateNode24 } from "./node24.mjs";
import { sourcesHash } from "./sources.mjs";

const DIST = "dist";

/** dockerode loads these at once and podlab never uses them: ssh:// engines, registry sessions over gRPC, BuildKit's progress. */
const LEFT_OUT = /^(ssh2|cpu-features|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs)$/;

/** CommonJS dependencies expect these names, which ES modules lack. */
const COMMONJS_NAMES = [
  'import { createRequire as podlabCreateRequire } from "node:module";',
  'import { dirname as podlabDirname } from "node:path";',
  'import { fileURLToPath as podlabFileURLToPath } from "node:url";',
  "const require = podlabCreateRequire(import.meta.url);",
  "const __filename = podlabFileURLToPath(import.meta.url);",
  "const __dirname = podlabDirname(__filename);",
].join("\n");

/**
 * Whether dist/ is the build of these very sources.
 * @param {string} root
 */
export function bundleIsCurrent(root) {
  const stamp = join(root, DIST, ".stamp");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === sourcesHash(root);
}

/**
 * Builds dist/ beside itself and puts it in place by renaming, so that an interruption leaves the old build or none.
 * @param {string} root
 */
export async function buildBundle(root) {
  removeLeftovers(root);
  const hash = sourcesHash(root);
  const fresh = join(root, `${DIST}.new-${process.pid}`);
  try {
    await runEsbuild(root, fresh);
    writeWhatIsAskedOften(fresh, locateNode24(root) ?? process.execPath);
    writeFileSync(join(fresh, ".stamp"), hash);
    replaceFolder(join(root, DIST), fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * Writes what `podlab --help` prints, and what completion knows of the command line, so that neither need be made each
 * time (see src/cli/built-help.ts and src/cli/complete/run.ts).
 * @param {string} folder the new build
 * @param {string} node Node 24, which the bundle is made for
 */
function writeWhatIsAskedOften(folder, node) {
  const ask = (/** @type {string[]} */ ...words) =>
    execFileSync(node, [join(folder, "podlab.js"), ...words], { stdio: ["ignore", "pipe", "pipe"] });
  writeFileSync(join(folder, "help.txt"), ask("--help"));
  writeFileSync(join(folder, "complete.json"), ask("__complete", "--table"));
}

/**
 * @param {string} target
 * @param {string} fresh
 */
function replaceFolder(target, fresh) {
  const old = `${target}.old-${process.pid}`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

/**
 * What builds that were killed left behind; the caller holds the lock, so nobody builds now.
 * @param {string} root
 */
function removeLeftovers(root) {
  const leftovers = readdirSync(root).filter((name) => /^dist\.(new|old)-\d+$/.test(name));
  for (const name of leftovers) rmSync(join(root, name), { recursive: true, force: true });
}

/**
 * @param {string} root
 * @param {string} outdir
 */
async function runEsbuild(root, outdir) {
  const { build } = await import("esbuild");
  /** @type {import("esbuild").BuildOptions} */
  const common = {
    absWorkingDir: root,
    outdir,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "silent",
    legalComments: "none",
    plugins: [leaveOut()],
  };
  try {
    await Promise.all([
      build({
        ...common,
        entryPoints: { podlab: "src/cli/main.ts", index: "src/index.ts" },
        chunkNames: "chunk-[hash]",
        splitting: true,
        banner: { js: COMMONJS_NAMES },
      }),
      // It is copied into containers, so it must be one file that needs nothing beside it.
      build({ ...common, entryPoints: { agent: "src/agent/main.ts" } }),
    ]);
  } catch (error) {
    throw new SetupFailure("the build failed", {
      exitCode: 1,
      hint: error instanceof Error ? error.message : String(error),
    });
  }
}

/**
 * Puts an empty module in place of what is left out.
 * @returns {import("esbuild").Plugin}
 */
function leaveOut() {
  return {
    name: "leave-out",
    setup(build) {
      build.onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: "left-out" }));
      build.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
    },
  };
}
