import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Extract, extract } from "tar-stream";
import { messageOf } from "../../core/errors.ts";
import { show } from "./paths.ts";
import { Refusal } from "./refusal.ts";
import { type Tree, TreeBuilder, type TreeLimits } from "./tree.ts";

/**
 * Reads a .tgz as a stream; nothing is written anywhere. What is longer than the limits is never unpacked beyond them.
 *
 * @throws Refusal
 */
export async function readTgz(archive: Uint8Array, limits: TreeLimits): Promise<Tree> {
  const builder = new TreeBuilder(limits);
  const unpacked = extract();
  let ended = false;
  const entries = (async () => {
    for await (const entry of unpacked) await take(entry, builder);
    ended = true;
  })();
  const bounded = async function* (chunks: AsyncIterable<Buffer>) {
    // Headers and padding count too: millions of empty entries are long as well.
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > limits.bytes + limits.entries * ENTRY_BYTES)
        throw new Refusal("too-large", `it unpacks to more than ${limits.bytes / 1024 / 1024} MB`);
      yield chunk;
    }
  };
  try {
    await Promise.all([pipeline(Readable.from([archive]), createGunzip(), bounded, unpacked), entries]);
  } catch (error) {
    unpacked.destroy();
    await entries.catch(() => undefined);
    throw error instanceof Refusal ? error : new Refusal("damaged", `it can't be unpacked: ${messageOf(error)}`);
  }
  if (!ended) throw new Refusal("damaged", "it ends too early");
  return builder.tree;
}

/** A header, its padding and some extended headers. */
const ENTRY_BYTES = 4096;

type Entry = Extract extends AsyncIterable<infer Item> ? Item : never;

async function take(entry: Entry, builder: TreeBuilder): Promise<void> {
  const { name, type, size } = entry.header;
  const path = builder.enter(name);
  if (type === "directory" || path === undefined) return void entry.resume();
  if (type !== "file" && type !== "contiguous-file")
    throw new Refusal("bad-entry", `it holds ${show(name)}, which is a ${type} and no file`);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of entry as AsyncIterable<Buffer>) {
    builder.count(chunk.length);
    bytes += chunk.length;
    chunks.push(chunk);
  }
  if (bytes !== size) throw new Refusal("damaged", `the entry ${show(name)} ends too early`);
  builder.add(path, Buffer.concat(chunks));
}
