import { installPackages } from "./apt.mjs";
import { buildBundle, bundleIsCurrent } from "./bundle.mjs";
import { which } from "./command.mjs";
import { dependenciesAreThere, installDependencies } from "./dependencies.mjs";
import { provideEngine } from "./engine.mjs";
import { findEngine } from "./engine-address.mjs";
import { SetupFailure } from "./failure.mjs";
import { acquireLock, lockFile } from "./lock.mjs";
import { makeRootImage } from "./make-root.mjs";
import { locateNode24 } from "./node24.mjs";
import { isDebianLike, mayChangeSystem } from "./rights.mjs";
import { findRootImage, OFFICIAL_ROOT, ownRoot, pullOfficialRoot } from "./root-image.mjs";

/**
 * @typedef {object} Prepared
 * @property {string} node Node 24's path
 * @property {string} rootImage its reference
 * @property {number} rootImageBytes
 *
 * @typedef {import("./rights.mjs").Person & { root: string, progress: import("./progress.mjs").Progress }} Options
 */

/**
 * Prepares what is missing: dependencies, build, engine, root image. Each part is looked at anew in every run, so one that
 * was interrupted is done again. Nothing is locked or printed when all is in place.
 * @param {Options} options
 * @returns {Promise<Prepared>}
 */
export async function prepare(options) {
  const ready = await inspect(options.root);
  if (ready) return ready;
  await locked(options, () => mend(options));
  const mended = await inspect(options.root);
  if (!mended)
    throw new SetupFailure("something was changed while podlab prepared itself", { hint: "run the command again" });
  return mended;
}

/**
 * The parts that need no engine, for the static checks.
 * @param {Options} options
 */
export async function prepareDependencies(options) {
  if (dependenciesAreThere(options.root)) return;
  await locked(options, () => mendDependencies(options));
}

/**
 * One set-up of a user at a time; the second waits and says so.
 * @template T
 * @param {{ progress: import("./progress.mjs").Progress, signal: AbortSignal }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked({ progress, signal }, work) {
  const onWait = (/** @type {number} */ pid) => progress.note(`waiting for another set-up (process ${pid})`);
  const lock = await acquireLock(lockFile(), { onWait, signal });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/**
 * @param {string} root
 * @returns {Promise<Prepared | undefined>} undefined when something is missing
 */
async function inspect(root) {
  if (!dependenciesAreThere(root) || !bundleIsCurrent(root)) return undefined;
  const node = locateNode24(root);
  const { engine } = await findEngine();
  const image = engine && (await findRootImage(engine));
  if (!node || !image) return undefined;
  return { node, rootImage: image.reference, rootImageBytes: image.bytes };
}

/** @param {Options} options */
async function mend(options) {
  const { root, progress } = options;
  await mendDependencies(options);
  if (!bundleIsCurrent(root)) await progress.part("build", "bundling dist/", () => buildBundle(root));
  const { engine, tried } = await findEngine();
  const running = engine ?? (await provideEngine(tried, options));
  if (!(await findRootImage(running))) await provideRootImage(running, options);
}

/** @param {Options} options */
async function mendDependencies({ root, progress, signal }) {
  if (dependenciesAreThere(root)) return;
  await progress.part("dependencies", "npm ci", () => installDependencies(root, signal));
}

/**
 * @param {import("./engine-address.mjs").FoundEngine} engine
 * @param {Options} options
 */
async function provideRootImage(engine, { root, progress, ...person }) {
  const { signal } = person;
  const pulled = await progress.part("base image", `pulling ${OFFICIAL_ROOT}`, () => pullOfficialRoot(engine, signal));
  if (pulled) return;
  progress.note(`base image: no registry answers, so podlab makes its own from Debian's packages: ${ownRoot()}`);
  if (!isDebianLike()) {
    throw new SetupFailure(`the engine can't pull ${OFFICIAL_ROOT}, and only Debian can make one like it`, {
      hint: `load it from a machine that has it: docker save ${OFFICIAL_ROOT} | docker load`,
    });
  }
  const debootstrap = which("debootstrap", { PATH: `${process.env["PATH"] ?? ""}:/usr/sbin` });
  const install = debootstrap ? "" : "install debootstrap with apt and ";
  const { sudo } = await mayChangeSystem(`${install}run debootstrap as root`, "npm start", {
    ...person,
    yes: person.yes || (debootstrap !== undefined && process.getuid?.() === 0),
  });
  const options = { sudo, signal };
  if (!debootstrap) {
    await progress.part("base image", "installing debootstrap with apt", () =>
      installPackages(["debootstrap"], options),
    );
  }
  const make = () => makeRootImage(root, engine, ownRoot(), options);
  await progress.part("base image", `making ${ownRoot()} with debootstrap`, make);
}
