import { access, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EnvironmentError } from "../core/errors.ts";
import { type BuildContext, joinContexts, readContext } from "./context.ts";

/**
 * npm packages and all that they depend on, as they lie in podlab's own node_modules, under npm/ of a build context:
 * a container that is being built can't always reach a registry.
 *
 * @throws EnvironmentError where a package is not installed
 */
export async function readNpmPackages(names: readonly string[], root: string): Promise<BuildContext> {
  const folders = new Map<string, string>();
  await collect(names, root, folders);
  return joinContexts(...(await Promise.all([...folders].map(([name, folder]) => readContext(folder, `npm/${name}`)))));
}

async function collect(names: readonly string[], from: string, folders: Map<string, string>): Promise<void> {
  for (const name of names) {
    if (folders.has(name)) continue;
    const folder = await find(name, from);
    folders.set(name, folder);
    const { dependencies = {} } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    await collect(Object.keys(dependencies), folder, folders);
  }
}

/** Looks where Node would: in node_modules of the folder, then of its parents. */
async function find(name: string, from: string): Promise<string> {
  const folder = join(from, "node_modules", name);
  const there = await access(join(folder, "package.json")).then(
    () => true,
    () => false,
  );
  if (there) return folder;
  if (dirname(from) === from)
    throw new EnvironmentError(`the npm package ${name} is not installed`, { hint: "npm ci, in podlab's folder" });
  return find(name, dirname(from));
}
