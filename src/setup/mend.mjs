import { installPackages } from "./apt.mjs";
import { buildBundle, bundleIsCurrent } from "./bundle.mjs";
import { which } from "./command.mjs";
import { dependenciesAreThere, installDependencies } from "./dependencies.mjs";
import { provideEngine } from "./engine.mjs";
import { findEngine } from "./engine-address.mjs";
import { SetupFailure } from "./failure.mjs";
import { makeRootImage } from "./make-root.mjs";
import { isDebianLike, mayChangeSystem } from "./rights.mjs";
import { findRootImage, OFFICIAL_ROOT, ownRoot, pullOfficialRoot } from "./root-image.mjs";

/** @typedef {import("./prepare.mjs").Options} Options */

/**
 * Does what is missing, part by part; each is looked at anew, so one that was interrupted is done again.
 * @param {Options} options
 */
export async function mend(options) {
  const { root, progress } = options;
  await mendDependencies(options);
  if (!bundleIsCurrent(root)) await progress.part("build", "bundling dist/", () => buildBundle(root));
  const { engine, tried } = await findEngine();
  const running = engine ?? (await provideEngine(tried, options));
  if (!(await findRootImage(running))) await provideRootImage(running, options);
}

/** @param {Options} options */
export async function mendDependencies({ root, progress, signal }) {
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
  const debootstrap = which("debootstrap");
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
