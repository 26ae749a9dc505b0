import { access, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { messageOf, UserError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { CHAPTERS } from "./chapters.ts";
import { resolvePodlabImports } from "./resolve.ts";
import { shapeProblems } from "./shape.ts";
import type { Lab, LabDefinition } from "./types.ts";

export interface LabSources {
  /** podlab's package folder. */
  readonly root: string;
  /** Further folders of labs, each with `<id>/lab.ts` and `<id>/docker/Dockerfile`. */
  readonly extra?: readonly string[];
}

/**
 * All labs in the book's order, read from their folders.
 *
 * @throws UserError naming the lab that can't be loaded and why.
 */
export async function loadLabs(sources: LabSources): Promise<Lab[]> {
  const places = await labPlaces(sources);
  const labs = await Promise.all(places.map((place) => loadLab(place, sources.root)));
  const double = labs.find((lab, index) => labs.findIndex(({ id }) => id === lab.id) !== index);
  if (double !== undefined)
    throw new UserError(`two labs have the id ${double.id}: the second lies in ${double.folder}`);
  return labs.sort((a, b) => order(a) - order(b) || a.id.localeCompare(b.id));
}

/** One lab, without loading the others. */
export async function loadOne(sources: LabSources, id: string): Promise<Lab> {
  const places = await labPlaces(sources);
  const place = places.find((candidate) => candidate.id === id);
  if (place !== undefined) return loadLab(place, sources.root);
  throw unknownLab(
    id,
    places.map((candidate) => candidate.id),
  );
}

interface LabPlace {
  readonly id: string;
  readonly folder: string;
  readonly dockerFolder: string;
}

async function labPlaces({ root, extra = [] }: LabSources): Promise<LabPlace[]> {
  const own = await foldersWithLab(join(root, "labs"));
  const others = await Promise.all(
    extra.map(async (given) => {
      const folder = resolve(given);
      await access(folder).catch((cause) => {
        throw new UserError(`the folder of labs ${given} can't be read`, {
          cause,
          hint: "give --labs a folder that holds <lab>/lab.ts",
        });
      });
      return foldersWithLab(folder);
    }),
  );
  return [
    ...own.map(({ id, folder }) => ({ id, folder, dockerFolder: join(root, "docker", id) })),
    ...others.flat().map(({ id, folder }) => ({ id, folder, dockerFolder: join(folder, "docker") })),
  ];
}

async function foldersWithLab(parent: string): Promise<{ id: string; folder: string }[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => {
        const folder = join(parent, name);
        const there = await access(join(folder, "lab.ts")).then(
          () => true,
          () => false,
        );
        return there ? [{ id: name, folder }] : [];
      }),
  );
  return found.flat();
}

async function loadLab(place: LabPlace, root: string): Promise<Lab> {
  resolvePodlabImports(root);
  const file = join(place.folder, "lab.ts");
  let loaded: { default?: unknown };
  try {
    loaded = await import(/* @vite-ignore */ pathToFileURL(file).href);
  } catch (cause) {
    throw new UserError(`the lab ${place.id} can't be loaded: ${messageOf(cause)}`, { cause, hint: `look at ${file}` });
  }
  const problems = shapeProblems(loaded.default);
  if (problems.length > 0) {
    throw new UserError(`the lab ${place.id} is not a lab: ${problems[0]}`, {
      hint: `export default defineLab({ … }) from ${file}`,
    });
  }
  return { ...(loaded.default as LabDefinition), ...place };
}

function order(lab: Lab): number {
  return CHAPTERS.findIndex(({ id }) => id === lab.chapter);
}

function unknownLab(id: string, ids: readonly string[]): UserError {
  const near = nearest(id, ids);
  return new UserError(`there is no lab ${id}`, {
    hint: near === undefined ? "podlab list shows them all" : `did you mean ${near}?`,
  });
}
