/** The Debian release of `node:24-bookworm-slim`, which the root image stands in for. */
export const RELEASE = "bookworm";

/** Debian's own names: a source with one of them is a Debian archive, not Ubuntu's or a third party's. */
const DEBIAN_SUITE = /^(bullseye|bookworm|trixie|forky|sid|oldstable|stable|testing|unstable)(-updates)?$/;

/**
 * @typedef {import("./apt-sources.mjs").AptSource} AptSource
 * @typedef {object} Mirror
 * @property {string} uri what debootstrap gets
 * @property {string} sourcesList sources.list of the root image: the machine's own sources for this release
 */

/**
 * The machine's Debian archive that has the release, by its apt sources. Third parties use Debian's suite names as well;
 * the archive is told from them by its updates suite and its path. (debootstrap checks Debian's signature in any case.)
 * @param {readonly AptSource[]} sources
 * @returns {Mirror | undefined} undefined when apt knows no Debian archive
 */
export function chooseMirror(sources) {
  const usable = sources.filter(({ uri, components }) => /^https?:/.test(uri) && components.includes("main"));
  const score = (/** @type {AptSource} */ { uri, suite }) =>
    (suite === RELEASE ? 4 : 0) +
    (usable.some((other) => other.uri === uri && other.suite.endsWith("-updates")) ? 2 : 0) +
    (uri.endsWith("/debian") ? 1 : 0);
  const [archive] = usable.filter(({ suite }) => DEBIAN_SUITE.test(suite)).sort((a, b) => score(b) - score(a));
  if (!archive) return undefined;
  const own = usable.filter(({ suite }) => suite === `${RELEASE}-updates` || suite === `${RELEASE}-security`);
  const lines = [{ uri: archive.uri, suite: RELEASE }, ...own].map(({ uri, suite }) => `deb ${uri} ${suite} main`);
  return { uri: archive.uri, sourcesList: `${[...new Set(lines)].join("\n")}\n` };
}
