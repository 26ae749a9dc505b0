import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import { type ImageSource, imageName } from "../core/image-source.ts";
import { type BuildContext, dockerfileOf, joinContexts, readContext, readContextFile } from "./context.ts";
import { readNpmPackages } from "./npm-packages.ts";

/** podlab's own images: what owns pods, what sends the probes, what makes network faults. */
export type OwnImage = "infra" | "agent" | "fault";

export interface LabFolders {
  readonly lab: string;
  /** The lab's folder of Dockerfile and programs (absolute); it may be missing where no image needs it. */
  readonly dockerFolder: string;
  /** The package's folder: see `PackageRoot`. */
  readonly root: string;
}

/** What one of podlab's own images is built from. */
export async function ownContext(which: OwnImage, root: string): Promise<BuildContext> {
  const context = await readContext(join(root, "docker", which));
  if (which !== "agent") return context;
  const program = await readContextFile(join(root, "dist/agent.js"), "dist/agent.js").catch((cause) => {
    throw new UserError("podlab's agent is not built", { hint: "npm run build", cause });
  });
  return joinContexts(context, [program]);
}

/** An image that a lab's service asks for: its name, what it is built from, and the build target where it names one. */
export interface LabImage {
  readonly name: string;
  readonly context: BuildContext;
  readonly target?: string;
}

/**
 * What an image of a lab is built from.
 *
 * @throws UserError where the lab has no Dockerfile, or podlab no such component
 */
export async function labImage(source: ImageSource, folders: LabFolders): Promise<LabImage> {
  const { lab, dockerFolder, root } = folders;
  if (typeof source === "string") {
    const context = await readContext(dockerFolder);
    if (dockerfileOf(context) === "") throw new UserError(`the lab ${lab} has no ${join(dockerFolder, "Dockerfile")}`);
    return { name: `${lab}/${source}`, context: await completed(context, root), target: source };
  }
  const component = source.kind === "provided" ? source.kind : source.component;
  const context = await completed(await readComponent(component, root), root);
  if (source.kind === "component") return { name: `component/${component}`, context };
  const programs = await readContext(dockerFolder, "lab");
  if (!programs.some(({ path }) => path === `lab/${source.program}`))
    throw new UserError(`the lab ${lab} has no ${join(dockerFolder, source.program)}`);
  return { name: `${lab}/${imageName(source)}`, context: joinContexts(context, programs) };
}

async function readComponent(name: string, root: string): Promise<BuildContext> {
  const folder = join(root, "docker/components");
  const known = await readdir(folder);
  if (known.includes(name)) return readContext(join(folder, name));
  throw new UserError(`podlab has no component ${name}`, { hint: `it has ${known.join(", ")}: ${folder}` });
}

/** A context with what its Dockerfile takes from elsewhere: docker/shared under shared/, npm packages under npm/. */
async function completed(context: BuildContext, root: string): Promise<BuildContext> {
  const dockerfile = dockerfileOf(context);
  const parts = [context];
  if (dockerfile.includes("COPY shared/")) parts.push(await readContext(join(root, "docker/shared"), "shared"));
  if (dockerfile.includes("COPY npm/")) {
    const names: unknown = JSON.parse(await readFile(join(root, "docker/npm.json"), "utf8"));
    parts.push(await readNpmPackages(Array.isArray(names) ? names.map(String) : [], root));
  }
  return joinContexts(...parts);
}
