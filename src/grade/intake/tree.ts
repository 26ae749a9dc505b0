import { cleanPath, isClutter, show } from "./paths.ts";
import { Refusal } from "./refusal.ts";

/** Files by their clean path. */
export type Tree = ReadonlyMap<string, Uint8Array>;

export interface TreeLimits {
  /** Bytes of all files together. */
  readonly bytes: number;
  /** Entries of any kind, clutter too. */
  readonly entries: number;
}

/** A submission is a few small text files; ten times that is taken. */
export const SUBMISSION_LIMITS: TreeLimits = { bytes: 4 * 1024 * 1024, entries: 200 };

/** Puts a tree together, entry by entry, and refuses as soon as one goes beyond the limits or clashes with another. */
export class TreeBuilder {
  readonly #limits: TreeLimits;
  readonly #files = new Map<string, Uint8Array>();
  /** Each path, and each folder on the way to it, as file systems compare them that tell no case apart. */
  readonly #folded = new Map<string, string>();
  #entries = 0;
  #bytes = 0;

  constructor(limits: TreeLimits) {
    this.#limits = limits;
  }

  /** Counts an entry; gives its clean path, or undefined where it is to be passed over. */
  enter(raw: string): string | undefined {
    if (++this.#entries > this.#limits.entries)
      throw new Refusal("too-large", `it has more than ${this.#limits.entries} entries`);
    if (raw === "./" || raw === ".") return undefined;
    const path = cleanPath(raw);
    return isClutter(path) ? undefined : path;
  }

  /** Counts bytes as they come, before anything keeps them. */
  count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.bytes)
      throw new Refusal("too-large", `it holds more than ${this.#limits.bytes / 1024 / 1024} MB`);
  }

  add(path: string, content: Uint8Array): void {
    this.#claim(path);
    this.#files.set(path, content);
  }

  /** In the order of their paths, so that no reader's order matters. */
  get tree(): Tree {
    return new Map([...this.#files].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  #claim(path: string): void {
    const parts = path.split("/");
    for (const depth of parts.keys()) {
      const part = parts.slice(0, depth + 1).join("/");
      const isFile = part === path;
      const fold = part.normalize("NFKC").toLowerCase();
      const known = this.#folded.get(fold);
      const clash = isFile ? known !== undefined : known !== undefined && (known !== part || this.#files.has(part));
      if (clash) throw new Refusal("same-name", `two of its entries have the name ${show(part)} (or nearly)`);
      this.#folded.set(fold, part);
    }
  }
}

/** The tree without the folders that hold everything, one in the other, where the marker lies in the last of them. */
export function withoutWrapper(tree: Tree, marker: string): Tree {
  const [first = ""] = tree.keys();
  const folder = first.slice(0, first.indexOf("/") + 1);
  if (tree.has(marker) || folder === "" || ![...tree.keys()].every((path) => path.startsWith(folder))) return tree;
  return withoutWrapper(new Map([...tree].map(([path, content]) => [path.slice(folder.length), content])), marker);
}
