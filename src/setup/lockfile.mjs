/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/**
 * The packages that package-lock.json asks for and node_modules lacks or has in another version. Optional ones are for
 * other platforms, so their absence says nothing.
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile} installed npm's own node_modules/.package-lock.json
 * @param {(path: string) => boolean} isThere
 * @returns {string[]} paths, such as "node_modules/execa"
 */
export function missingPackages(wanted, installed, isThere) {
  const there = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {})
    .filter(([path, locked]) => path !== "" && !locked.optional && !locked.devOptional && !locked.link)
    .filter(([path, locked]) => there[path]?.version !== locked.version || !isThere(path))
    .map(([path]) => path);
}
