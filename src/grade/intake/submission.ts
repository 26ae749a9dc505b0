import type { Lab } from "../../lab/types.ts";
import { workspaceFiles } from "../../workspace/files.ts";
import { LARGEST_FILE } from "../../workspace/read.ts";
import { MANIFEST, parseManifest, sha256 } from "../manifest.ts";
import type { Manifest, Submission } from "../types.ts";
import { show } from "./paths.ts";
import { Refusal } from "./refusal.ts";
import type { Roster } from "./roster.ts";
import type { Found } from "./sources.ts";
import type { Tree } from "./tree.ts";

export interface Expected {
  readonly labs: ReadonlyMap<string, Lab>;
  /** Lab to `labDigest`. */
  readonly digests: ReadonlyMap<string, string>;
  readonly roster: Roster | undefined;
}

const FILES = "files/";

/**
 * A submission from what was found: its manifest is read, compared with the roster, with the name that it came under and
 * with its own files; of these the lab's own are kept.
 *
 * @throws Refusal
 */
export function toSubmission({ source, name, tree }: Found, expected: Expected): Submission {
  if (tree instanceof Refusal) throw tree;
  const text = tree.get(MANIFEST);
  if (text === undefined) throw new Refusal("no-manifest", `it has no ${MANIFEST}: was it made by \`podlab submit\`?`);
  const manifest = parseManifest(text);
  const lab = expected.labs.get(manifest.lab);
  if (lab === undefined)
    throw new Refusal("unknown-lab", `it is for the lab ${manifest.lab}, which podlab does not have`);
  const known = expected.roster?.get(manifest.learner.id);
  if (expected.roster !== undefined && known === undefined)
    throw new Refusal("unknown-learner", `it says that it is ${manifest.learner.id}'s, who is not on the roster`);
  compareName(name, manifest);
  const { files, remarks } = takeFiles(tree, manifest, lab);
  if (expected.digests.get(lab.id) !== manifest.labHash) remarks.push("it was made with another version of the lab");
  const learner = { id: manifest.learner.id, name: known?.name || manifest.learner.name };
  return {
    key: `${lab.id}/${learner.id}`,
    lab: lab.id,
    learner,
    files,
    hash: hashOf(lab.id, files),
    source,
    manifest,
    remarks,
  };
}

/** What stands in a name that `podlab submit` gave, whatever a learning platform put before and behind it. */
function compareName(name: string, { lab, learner }: Manifest): void {
  const bare = /^(.*)\.podlab[^.]*\.(tgz|tar\.gz)$/i.exec(name)?.[1];
  if (bare === undefined || new RegExp(`(^|[^a-z0-9])${lab}-${learner.id.replaceAll(".", "\\.")}$`, "i").test(bare))
    return;
  throw new Refusal(
    "name-differs",
    `its file is called ${show(name)}, and it says that it is ${learner.id}'s, for ${lab}`,
  );
}

function takeFiles(tree: Tree, manifest: Manifest, lab: Lab): { files: Map<string, Uint8Array>; remarks: string[] } {
  const files = new Map<string, Uint8Array>();
  const remarks: string[] = [];
  const wanted = new Set(workspaceFiles(lab).map(({ path }) => path));
  for (const [path, hash] of Object.entries(manifest.files)) {
    const content = tree.get(FILES + path);
    if (content === undefined)
      throw new Refusal("files-differ", `its manifest lists ${show(path)}, which it does not hold`);
    if (!wanted.has(path)) continue;
    if (content.length > LARGEST_FILE) throw new Refusal("too-large", `its file ${show(path)} is larger than 1 MB`);
    files.set(path, restored(path, content, hash, remarks));
  }
  for (const path of tree.keys()) {
    const inside = path.startsWith(FILES) ? path.slice(FILES.length) : undefined;
    if (path === MANIFEST || (inside !== undefined && files.has(inside))) continue;
    if (inside !== undefined && wanted.has(inside))
      throw new Refusal("files-differ", `it holds ${show(inside)}, which its manifest does not list`);
    remarks.push(`left out ${show(path)}, which the lab does not take`);
  }
  return { files, remarks };
}

/** The file as it was handed in; a platform may have changed its line ends on the way, which is put back. */
function restored(path: string, content: Uint8Array, hash: string, remarks: string[]): Uint8Array {
  if (sha256(content) === hash) return content;
  const unix = Buffer.from(
    Buffer.from(content)
      .toString("latin1")
      .replace(/^\u00EF\u00BB\u00BF/, "")
      .replaceAll("\r\n", "\n"),
    "latin1",
  );
  if (sha256(unix) !== hash)
    throw new Refusal("files-differ", `its file ${show(path)} is not the one that its manifest lists`);
  remarks.push(`the line ends of ${show(path)} had been changed on the way and were put back`);
  return unix;
}

function hashOf(lab: string, files: ReadonlyMap<string, Uint8Array>): string {
  const listed = [...files]
    .map(([path, content]) => [path, sha256(content)])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([lab, listed]));
}
