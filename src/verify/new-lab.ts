import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../core/errors.ts";
import { skeleton } from "./skeleton.ts";

export interface NewLabRequest {
  readonly id: string;
  /** podlab's package folder, where the lab goes unless `folder` says otherwise. */
  readonly root: string;
  /** A folder of labs elsewhere (`--labs`). */
  readonly folder?: string;
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Writes the skeleton of a lab, whole or not at all: it runs and its one check is proven by one mutant; what a lab needs
 * beyond that, `podlab lab lint` says.
 *
 * @returns the paths of the files, absolute.
 * @throws UserError when the id is none or the lab is there already.
 */
export async function newLab({ id, root, folder }: NewLabRequest): Promise<string[]> {
  if (!ID.test(id) || id.length > 40) {
    throw new UserError(`"${id}" is no id for a lab`, {
      hint: "Words of a to z and 0 to 9, joined by -: my-first-lab",
    });
  }
  const lab = join(folder ?? join(root, "labs"), id);
  if (await exists(lab))
    throw new UserError(`${lab} is there already`, { hint: "Choose another id, or go on from there." });
  const files = skeleton(id);
  await writeAll(lab, files);
  return Object.keys(files).map((path) => join(lab, path));
}

type Files = Readonly<Record<string, string>>;

/** Into a folder beside, which then takes the name: a lab that is half written would be loaded. */
async function writeAll(folder: string, files: Files): Promise<void> {
  const draft = `${folder}.new-${process.pid}`;
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(draft, path)), { recursive: true });
      await writeFile(join(draft, path), text);
    }
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw new UserError(`${folder} can't be written`, { cause, hint: "Is the folder yours, and is there space?" });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
