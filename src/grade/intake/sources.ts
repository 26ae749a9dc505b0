import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { MANIFEST } from "../manifest.ts";
import { isClutter } from "./paths.ts";
import { Refusal } from "./refusal.ts";
import { readTgz } from "./tgz.ts";
import { SUBMISSION_LIMITS, type Tree, TreeBuilder, withoutWrapper } from "./tree.ts";
import { readZip } from "./zip.ts";

/** What may be a submission: its files, or why they can't be had. */
export interface Found {
  /** For people: "week3.zip › ann_1234.podlab.tgz". */
  readonly source: string;
  /** The name that somebody gave to the file or folder. */
  readonly name: string;
  readonly tree: Tree | Refusal;
}

/** One archive of many, as a learning platform exports a class. */
const CLASS_LIMITS = { bytes: 1024 * 1024 * 1024, entries: 100_000 };
const LARGEST_ARCHIVE = 512 * 1024 * 1024;
const TGZ = /\.(tgz|tar\.gz)$/i;
const ZIP = /\.zip$/i;

/** All that may be a submission in these files and folders, in the order of their names. Nothing is unpacked on the disk. */
export async function* findSources(paths: readonly string[]): AsyncGenerator<Found> {
  for (const path of paths) yield* findIn(path, basename(path));
}

async function* findIn(path: string, source: string): AsyncGenerator<Found> {
  const stats = await lstat(path).catch((cause) => new Refusal("unreadable", `it can't be read`, { cause }));
  if (stats instanceof Refusal) yield { source, name: basename(path), tree: stats };
  else if (stats.isDirectory()) yield* findInFolder(path, source);
  else if (!stats.isFile()) {
    const tree = new Refusal("bad-entry", "it is a link or a device and no file");
    yield { source, name: basename(path), tree };
  } else if (stats.size > LARGEST_ARCHIVE) {
    yield { source, name: basename(path), tree: new Refusal("too-large", "it is larger than 512 MB") };
  } else yield* findInArchive(await readFile(path), basename(path), source);
}

/** A folder is a submission itself, or holds some. */
async function* findInFolder(folder: string, source: string): AsyncGenerator<Found> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.some(({ name }) => name === MANIFEST)) {
    yield { source, name: basename(folder), tree: await readFolder(folder).catch(refusalOnly) };
    return;
  }
  for (const entry of entries) {
    if (isClutter(entry.name) || entry.name.startsWith(".")) continue;
    if (entry.isDirectory() || TGZ.test(entry.name) || ZIP.test(entry.name))
      yield* findIn(join(folder, entry.name), source === "" ? entry.name : `${source}/${entry.name}`);
  }
}

async function readFolder(folder: string): Promise<Tree> {
  const builder = new TreeBuilder(SUBMISSION_LIMITS);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = builder.enter(relative(folder, file).split(sep).join("/"));
    if (path === undefined || entry.isDirectory()) continue;
    if (!entry.isFile())
      throw new Refusal("bad-entry", `it holds ${entry.name}, which is a link or a device and no file`);
    builder.count((await lstat(file)).size);
    builder.add(path, await readFile(file));
  }
  return builder.tree;
}

async function* findInArchive(content: Buffer, name: string, source: string): AsyncGenerator<Found> {
  if (!ZIP.test(name)) {
    yield { source, name, tree: await readTgz(content, SUBMISSION_LIMITS).then(unwrapped, refusalOnly) };
    return;
  }
  const tree = await readZip(content, CLASS_LIMITS).catch(refusalOnly);
  if (tree instanceof Refusal) yield { source, name, tree };
  else yield* findInTree(tree, name, source);
}

/** A zip is one submission, or holds archives and folders that are. */
async function* findInTree(tree: Tree, name: string, source: string): AsyncGenerator<Found> {
  const whole = withoutWrapper(tree, MANIFEST);
  if (whole.has(MANIFEST)) {
    yield { source, name, tree: limited(whole) };
    return;
  }
  for (const [path, content] of tree) {
    if (!TGZ.test(path) && !ZIP.test(path)) continue;
    const inner = ZIP.test(path)
      ? readZip(Buffer.from(content), SUBMISSION_LIMITS)
      : readTgz(content, SUBMISSION_LIMITS);
    yield { source: `${source} › ${path}`, name: basename(path), tree: await inner.then(unwrapped, refusalOnly) };
  }
  const folders = [...tree.keys()]
    .filter((path) => basename(path) === MANIFEST)
    .map((path) => path.slice(0, -MANIFEST.length));
  for (const folder of folders) {
    const own = [...tree]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, content]) => [path.slice(folder.length), content] as const);
    yield { source: `${source} › ${folder}`, name: basename(folder), tree: limited(new Map(own)) };
  }
}

function unwrapped(tree: Tree): Tree {
  return withoutWrapper(tree, MANIFEST);
}

function limited(tree: Tree): Tree | Refusal {
  const bytes = [...tree.values()].reduce((sum, { length }) => sum + length, 0);
  const isLarge = bytes > SUBMISSION_LIMITS.bytes || tree.size > SUBMISSION_LIMITS.entries;
  return isLarge ? new Refusal("too-large", "it is larger than a submission may be") : tree;
}

function refusalOnly(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
