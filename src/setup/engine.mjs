import { installPackages } from "./apt.mjs";
import { which } from "./command.mjs";
import { notInGroup, startDaemon } from "./daemon.mjs";
import { SetupFailure } from "./failure.mjs";
import { isDebianLike, mayChangeSystem } from "./rights.mjs";

/** debootstrap is for the root image, cgroupfs-mount for machines without systemd. */
const PACKAGES = ["docker.io", "debootstrap", "cgroupfs-mount"];

/**
 * @typedef {import("./engine-address.mjs").FoundEngine} FoundEngine
 * @typedef {import("./engine-address.mjs").TriedAddress} TriedAddress
 */

/**
 * Gets an engine where none answers: starts the one that is installed, or installs one.
 * @param {readonly TriedAddress[]} tried the addresses that did not answer
 * @param {import("./rights.mjs").Person & { progress: import("./progress.mjs").Progress }} options
 * @returns {Promise<FoundEngine>}
 */
export async function provideEngine(tried, { progress, ...person }) {
  refuseWhereItWouldNotHelp(tried);
  const installed = which("dockerd") !== undefined;
  const change = installed
    ? "start the Docker daemon"
    : `install ${PACKAGES.join(", ")} with apt and start the Docker daemon`;
  const byHand = installed ? "systemctl start docker" : `apt-get install ${PACKAGES.join(" ")}`;
  const { sudo } = await mayChangeSystem(change, byHand, person);
  const options = { sudo, signal: person.signal };
  if (!installed) {
    await progress.part("engine", "installing docker.io with apt", () => installPackages(PACKAGES, options));
  }
  return progress.part("engine", "starting the Docker daemon", () => startDaemon(options));
}

/** @param {readonly TriedAddress[]} tried */
function refuseWhereItWouldNotHelp(tried) {
  const ordered = tried.find(({ from }) => from === "DOCKER_HOST");
  if (ordered) {
    throw new SetupFailure(`no engine answers at DOCKER_HOST=${ordered.host}: it ${ordered.problem}`, {
      hint: "start that engine, or unset DOCKER_HOST to use another",
    });
  }
  const forbidden = tried.find(({ code }) => code === "EACCES");
  if (forbidden) throw notInGroup(forbidden.host);
  if (process.platform !== "linux" || !isDebianLike()) {
    throw new SetupFailure(`no container engine answers (tried ${tried.map(({ host }) => host).join(", ")})`, {
      hint: productFor(process.platform),
    });
  }
}

/** @param {NodeJS.Platform} platform */
function productFor(platform) {
  if (platform === "darwin") return "install Docker Desktop, OrbStack or Colima and start it";
  if (platform === "win32") return "install Docker Desktop with WSL 2, and run podlab inside WSL";
  return "install Docker Engine or Podman from your distribution and start it: `systemctl start docker`";
}
