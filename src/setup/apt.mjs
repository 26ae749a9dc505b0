import { run, which } from "./command.mjs";
import { explainFailure, SetupFailure } from "./failure.mjs";
import { requireSpace } from "./space.mjs";

/** Packages (docker.io is 350 MB with what it needs) and the images that come after them. */
const NEEDED_BYTES = 3e9;

const ENVIRONMENT = ["env", "DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_MODE=a", "LC_ALL=C"];
const OPTIONS = [
  "-q",
  "-y",
  "-o",
  "DPkg::Lock::Timeout=300",
  "-o",
  "Acquire::Retries=2",
  "-o",
  "Acquire::http::Timeout=20",
];

/**
 * Installs Debian packages, after mending what an interrupted installation left. apt is not tied to this process: cutting
 * dpkg off does more harm than letting it finish, and apt's own lock makes the next run wait for it.
 * @param {readonly string[]} packages
 * @param {{ sudo: readonly string[], signal: AbortSignal }} options
 */
export async function installPackages(packages, { sudo, signal }) {
  if (!which("apt-get"))
    throw new SetupFailure("apt-get is not on the PATH", { hint: `install ${packages.join(", ")}` });
  requireSpace("/var", NEEDED_BYTES, packages.join(", "));
  const asRoot = [...sudo, ...ENVIRONMENT];
  await run([...asRoot, "dpkg", "--configure", "-a"], { signal });
  const update = await run([...asRoot, "apt-get", ...OPTIONS, "update"], { signal });
  const install = await run([...asRoot, "apt-get", ...OPTIONS, "install", "--no-install-recommends", ...packages], {
    signal,
  });
  if (install.code !== 0) {
    throw explainFailure(`installing ${packages.join(", ")} (apt-get)`, `${update.output}\n${install.output}`);
  }
}
