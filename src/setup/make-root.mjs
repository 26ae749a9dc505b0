import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { readAptSources } from "./apt-sources.mjs";
import { tied } from "./command.mjs";
import { chooseMirror, RELEASE } from "./debian-mirror.mjs";
import { stripElf } from "./elf.mjs";
import { explainFailure, SetupFailure } from "./failure.mjs";
import { packagedNode } from "./node24.mjs";
import { importImage } from "./root-image.mjs";
import { requireSpace } from "./space.mjs";

/** The debootstrap root before it is shrunk, the Node binary twice, the image: measured, rounded up. */
const NEEDED_BYTES = 1e9;

/** Own mounts and processes: what debootstrap mounts and starts ends with it, and it is told when its parent is killed. */
const ISOLATED = ["unshare", "--mount", "--pid", "--fork", "--kill-child=TERM"];

/** Debian's names for the architectures that Node has. @type {Readonly<Record<string, string>>} */
const DEBIAN_ARCHITECTURES = { x64: "amd64", arm64: "arm64" };

/**
 * Makes podlab's own root image from Debian's packages and the Node binary among the dependencies.
 * @param {string} root the project
 * @param {import("./engine-http.mjs").Address} engine
 * @param {string} reference
 * @param {{ signal: AbortSignal, sudo: readonly string[] }} options
 */
export async function makeRootImage(root, engine, reference, { signal, sudo }) {
  const mirror = chooseMirror(readAptSources());
  if (!mirror) {
    throw new SetupFailure("apt on this machine has no Debian archive over http, which the root image is made from", {
      hint: `make node:24-bookworm-slim available to the engine (docker pull, docker load), or add Debian's ${RELEASE} to /etc/apt/sources.list.d`,
    });
  }
  const node = packagedNode(root);
  const arch = DEBIAN_ARCHITECTURES[process.arch];
  if (!node || !arch) {
    throw new SetupFailure(`the root image can't be made on ${process.platform} ${process.arch}`, {
      hint: "make node:24-bookworm-slim available to the engine (docker pull, docker load)",
    });
  }
  requireSpace("/var/tmp", NEEDED_BYTES, "the root image");
  const scratch = join(root, "node_modules/.cache/podlab-root");
  try {
    mkdirSync(scratch, { recursive: true });
    const files = { sources: join(scratch, "sources.list"), node: join(scratch, "node") };
    writeFileSync(files.sources, mirror.sourcesList);
    writeFileSync(files.node, stripElf(readFileSync(node)));
    const script = join(root, "src/setup/root/make-root.sh");
    const scratchRoot = `/var/tmp/podlab-root-${process.getuid?.() ?? 0}`;
    const args = [scratchRoot, arch, RELEASE, mirror.uri, files.sources, files.node, join(root, "docker/base")];
    const command = [...sudo, ...tied([...ISOLATED, "sh", script, ...args])];
    await streamInto(command, signal, (tar) => importImage(engine, tar, reference, signal));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Runs a program and hands its output on as a stream that ends only when the program succeeds, and fails as it does.
 * @param {readonly string[]} command
 * @param {AbortSignal} signal
 * @param {(output: NodeJS.ReadableStream) => Promise<void>} consume
 */
async function streamInto([program = "", ...args], signal, consume) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], signal, killSignal: "SIGKILL" });
  const output = child.stdout.pipe(new PassThrough(), { end: false });
  let chatter = "";
  child.stderr.on("data", (chunk) => {
    chatter = (chatter + chunk.toString()).slice(-65_536);
  });
  child.on("error", (error) =>
    output.destroy(signal.aborted ? error : explainFailure("making the root image (debootstrap)", error.message)),
  );
  child.on("close", (code) => {
    if (code === 0) output.end();
    else output.destroy(explainFailure("making the root image (debootstrap)", chatter));
  });
  try {
    await consume(output);
  } finally {
    // Where the engine refused early, nobody reads any more: the program would wait for a reader for ever.
    child.stdout.destroy();
    child.kill("SIGKILL");
  }
}
