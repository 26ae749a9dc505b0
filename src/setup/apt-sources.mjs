import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} AptSource one line of apt's one-line format
 * @property {string} uri without a slash at its end
 * @property {string} suite "bookworm-updates"
 * @property {string[]} components
 */

/**
 * The package sources of this machine, from sources.list and sources.list.d, both formats.
 * @param {string} [folder] apt's configuration
 * @returns {AptSource[]}
 */
export function readAptSources(folder = "/etc/apt") {
  const parts = join(folder, "sources.list.d");
  const files = [
    join(folder, "sources.list"),
    ...(existsSync(parts) ? readdirSync(parts).sort() : []).map((name) => join(parts, name)),
  ].filter((file) => /\.(list|sources)$/.test(file) && existsSync(file));
  return files
    .flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return file.endsWith(".list") ? parseOneLine(text) : parseDeb822(text);
    })
    .map((source) => ({ ...source, uri: resolveMirrorList(source.uri) }));
}

/**
 * The one-line format: `deb [options] URI SUITE COMPONENT…`.
 * @param {string} text
 * @returns {AptSource[]}
 */
export function parseOneLine(text) {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .map((line) => /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(line))
    .flatMap((match) => {
      if (!match) return [];
      const [, uri = "", suite = "", components = ""] = match;
      return [{ uri: trimSlash(uri), suite, components: words(components) }];
    });
}

/**
 * The deb822 format: paragraphs of `Types`, `URIs`, `Suites` and `Components`, each with one or more words.
 * @param {string} text
 * @returns {AptSource[]}
 */
export function parseDeb822(text) {
  const withoutComments = text.replace(/^#.*\n?/gm, "");
  return withoutComments.split(/\n\s*\n/).flatMap((paragraph) => {
    const field = fieldsOf(paragraph);
    const off = field("enabled").some((word) => /^(no|false|0|off)$/i.test(word));
    if (off || !field("types").includes("deb")) return [];
    const components = field("components");
    return field("uris").flatMap((uri) => field("suites").map((suite) => ({ uri: trimSlash(uri), suite, components })));
  });
}

/**
 * @param {string} paragraph
 * @returns {(name: string) => string[]} the words of a field; a line that begins with a blank goes on with the one before
 */
function fieldsOf(paragraph) {
  const lines = paragraph.replace(/\n[ \t]+/g, " ").split("\n");
  const fields = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).trim().toLowerCase(), words(line.slice(colon + 1))];
    }),
  );
  return (name) => fields.get(name) ?? [];
}

/**
 * Cloud images name a file with a list of mirrors; its first entry is the one to use.
 * @param {string} uri "mirror+file:/etc/apt/mirrors/debian.list"
 */
function resolveMirrorList(uri) {
  const file = /^mirror\+file:(?:\/\/)?(\/.*)$/.exec(uri)?.[1];
  if (!file || !existsSync(file)) return uri;
  const first = readFileSync(file, "utf8")
    .split("\n")
    .find((line) => /^\s*https?:/.test(line));
  return first ? trimSlash(words(first)[0] ?? uri) : uri;
}

/** @param {string} text */
function words(text) {
  return text.split(/\s+/).filter(Boolean);
}

/** @param {string} uri */
function trimSlash(uri) {
  return uri.replace(/\/+$/, "");
}
