import { promisify } from "node:util";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { messageOf } from "../../core/errors.ts";
import { show } from "./paths.ts";
import { Refusal } from "./refusal.ts";
import { type Tree, TreeBuilder, type TreeLimits } from "./tree.ts";

const openBuffer = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer);

/**
 * Reads a .zip held in memory. Its directory is what counts; an entry whose own header tells another name is refused, for
 * another program would see another file.
 *
 * @throws Refusal
 */
export async function readZip(archive: Buffer, limits: TreeLimits): Promise<Tree> {
  const builder = new TreeBuilder(limits);
  try {
    const zip = await openBuffer(archive, {
      lazyEntries: true,
      // It would refuse names with reasons of its own; `nameOf` decodes them.
      decodeStrings: false,
      validateEntrySizes: true,
    });
    for await (const entry of entriesOf(zip)) await take(archive, zip, entry, builder);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("damaged", `it can't be unpacked: ${messageOf(error)}`);
  }
  return builder.tree;
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const next = Promise.withResolvers<Entry | undefined>();
    zip.once("entry", next.resolve);
    zip.once("end", () => next.resolve(undefined));
    zip.once("error", next.reject);
    zip.readEntry();
    const entry = await next.promise;
    zip.removeAllListeners();
    if (entry === undefined) return;
    yield entry;
  }
}

async function take(archive: Buffer, zip: ZipFile, entry: Entry, builder: TreeBuilder): Promise<void> {
  const name = nameOf(entry);
  const path = builder.enter(name);
  refuseOddEntry(archive, entry, name);
  if (name.endsWith("/") || path === undefined) return;
  builder.add(path, await contentOf(zip, entry, builder));
}

async function contentOf(zip: ZipFile, entry: Entry, builder: TreeBuilder): Promise<Buffer> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    builder.count(chunk.length);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Unix file types in the upper half of the external attributes, where the archive was made on Unix. */
const UNIX = 3;
const FILE_TYPE = 0o170000;
const ALLOWED = [0, 0o100000, 0o040000];
const LOCAL_HEADER_BYTES = 30;

/** In UTF-8, else in the code page of old archivers, with the slashes that some Windows programs turn round. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const text = fileNameRaw.toString("utf8");
  if (!text.includes("\uFFFD")) return text.includes("/") ? text : text.replaceAll("\\", "/");
  return yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

function refuseOddEntry(archive: Buffer, entry: Entry, shown: string): void {
  const name = show(shown);
  if (entry.isEncrypted()) throw new Refusal("bad-entry", `it holds ${name}, which is encrypted`);
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (entry.versionMadeBy >> 8 === UNIX && !ALLOWED.includes(type))
    throw new Refusal("bad-entry", `it holds ${name}, which is a link or a device and no file`);
  const start = entry.relativeOffsetOfLocalHeader;
  const length = archive.readUInt16LE(start + 26);
  const local = archive.subarray(start + LOCAL_HEADER_BYTES, start + LOCAL_HEADER_BYTES + length);
  if (!local.equals(entry.fileNameRaw))
    throw new Refusal("damaged", `it tells two names for ${name}: other programs would unpack another file`);
}
