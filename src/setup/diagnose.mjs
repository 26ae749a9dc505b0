import { existsSync } from "node:fs";
import { bundleIsCurrent } from "./bundle.mjs";
import { which } from "./command.mjs";
import { dependenciesAreThere } from "./dependencies.mjs";
import { findEngine } from "./engine-address.mjs";
import { locateNode24, majorOf } from "./node24.mjs";
import { projectRoot } from "./paths.mjs";
import { isDebianLike } from "./rights.mjs";
import { findRootImage, OFFICIAL_ROOT } from "./root-image.mjs";
import { freeBytes, inGigabytes } from "./space.mjs";

/** Images of all labs and a session's containers, with room. */
const WANTED_BYTES = 3e9;

/**
 * @typedef {object} Diagnosis one thing that podlab needs of this machine
 * @property {string} name "engine"
 * @property {boolean} ok
 * @property {string} detail what was found
 * @property {string} [mend] the command that mends it
 */

/**
 * Looks at everything that the set-up prepares, and changes nothing.
 * @returns {Promise<Diagnosis[]>}
 */
export async function diagnose(root = projectRoot()) {
  const { engine, tried } = await findEngine();
  const base = await rootImage(engine);
  return [
    nodeVersion(root),
    ...(hasSources(root) ? [dependencies(root), build(root)] : []),
    engineDiagnosis(engine, tried),
    permissions(engine, tried),
    space(),
    base,
    packages(base.ok),
  ];
}

/**
 * @param {string} root
 * @returns {Diagnosis}
 */
function nodeVersion(root) {
  const node = locateNode24(root);
  const mend = "npm ci";
  if (!node) return { name: "node", ok: false, detail: `this is ${process.version}, podlab needs 24 or later`, mend };
  return { name: "node", ok: true, detail: majorOf(process.version) >= 24 ? process.version : node };
}

/**
 * @param {string} root
 * @returns {Diagnosis}
 */
function dependencies(root) {
  const ok = dependenciesAreThere(root);
  const name = "dependencies";
  return ok
    ? { name, ok, detail: "as package-lock.json says" }
    : { name, ok, detail: "not as package-lock.json says", mend: "npm ci" };
}

/**
 * @param {string} root
 * @returns {Diagnosis}
 */
function build(root) {
  const ok = bundleIsCurrent(root);
  return ok
    ? { name: "build", ok, detail: "dist/ is built from these sources" }
    : { name: "build", ok, detail: "dist/ is older than the sources", mend: "npm run build" };
}

/**
 * @param {import("./engine-address.mjs").FoundEngine | undefined} engine
 * @param {readonly import("./engine-address.mjs").TriedAddress[]} tried
 * @returns {Diagnosis}
 */
function engineDiagnosis(engine, tried) {
  const name = "engine";
  if (engine) return { name, ok: true, detail: `${engine.kind} at ${engine.host}, API ${engine.version ?? "unknown"}` };
  const detail = `none answers: ${tried.map(({ host, problem }) => `${host} ${problem}`).join("; ")}`;
  return {
    name,
    ok: false,
    detail,
    mend: tried.some(({ from }) => from === "DOCKER_HOST") ? "unset DOCKER_HOST" : "npm start",
  };
}

/**
 * @param {import("./engine-address.mjs").FoundEngine | undefined} engine
 * @param {readonly import("./engine-address.mjs").TriedAddress[]} tried
 * @returns {Diagnosis}
 */
function permissions(engine, tried) {
  const name = "permissions";
  const forbidden = engine ? undefined : tried.find(({ code }) => code === "EACCES");
  if (!forbidden) return { name, ok: true, detail: "nothing is forbidden to this user" };
  return { name, ok: false, detail: `${forbidden.host} ${forbidden.problem}`, mend: 'sudo usermod -aG docker "$USER"' };
}

/** @returns {Diagnosis} */
function space() {
  const free = freeBytes("/var/lib/docker");
  const detail = `${inGigabytes(free)} free where Docker keeps images`;
  if (free >= WANTED_BYTES) return { name: "disk space", ok: true, detail };
  return {
    name: "disk space",
    ok: false,
    detail: `${detail}, ${inGigabytes(WANTED_BYTES)} are wanted`,
    mend: "docker system df",
  };
}

/**
 * @param {import("./engine-address.mjs").FoundEngine | undefined} engine
 * @returns {Promise<Diagnosis>}
 */
async function rootImage(engine) {
  const name = "root image";
  if (!engine) return { name, ok: false, detail: "unknown without an engine", mend: "npm start" };
  const image = await findRootImage(engine);
  if (!image) return { name, ok: false, detail: `neither ${OFFICIAL_ROOT} nor podlab's own`, mend: "npm start" };
  return { name, ok: true, detail: `${image.reference}, ${Math.round(image.bytes / 1e6)} MB` };
}

/**
 * @param {boolean} baseIsThere
 * @returns {Diagnosis}
 */
function packages(baseIsThere) {
  const name = "packages";
  if (baseIsThere) return { name, ok: true, detail: "none is needed: there is a root image already" };
  if (!isDebianLike())
    return { name, ok: true, detail: "not Debian: the engine and the root image come from elsewhere" };
  const missing = ["apt-get", "debootstrap"].filter(
    (program) => !which(program, { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" }),
  );
  if (missing.length === 0) return { name, ok: true, detail: "apt and debootstrap are there" };
  return { name, ok: false, detail: `${missing.join(" and ")} missing`, mend: "apt-get install debootstrap" };
}

/**
 * A checkout has sources to build; the package from a registry has only dist/.
 * @param {string} root
 */
function hasSources(root) {
  return existsSync(`${root}/src/setup/start.mjs`);
}
