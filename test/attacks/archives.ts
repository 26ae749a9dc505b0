import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";
import { ZipFile } from "yazl";
import { sha256 } from "../../src/grade/manifest.ts";
import type { Manifest } from "../../src/grade/types.ts";

/** An archive that somebody hands in, with the code under which it is refused; undefined where it is odd and honest. */
export interface ArchiveCase {
  readonly name: string;
  /** The name of the file that it comes in. */
  readonly file: string;
  readonly build: () => Promise<Buffer>;
  readonly refused?: string;
}

/** What a submission of the attacker's is made of: a learner, a lab, and files that would be right. */
export interface Victim {
  readonly manifest: Manifest;
  readonly files: Readonly<Record<string, string>>;
}

type Entry = Partial<Header> & { readonly name: string; readonly content?: string | Buffer };

/** Attacks on whoever unpacks: all of them as `podlab submit` would never write them. */
export function archiveCases({ manifest, files }: Victim): ArchiveCase[] {
  const file = `${manifest.lab}-${manifest.learner.id}.podlab.tgz`;
  const zipFile = file.replace(/tgz$/, "zip");
  const honest = entriesOf(manifest, files);
  const tar = (name: string, refused: string, ...more: Entry[]) => ({
    name,
    file,
    refused,
    build: () => tgz([...honest, ...more]),
  });
  const [first = ""] = Object.keys(files);
  return [
    tar("climbs out of the archive", "bad-path", { name: "files/../../../../tmp/podlab-owned", content: "x" }),
    tar("climbs out in the middle", "bad-path", { name: "files/a/../../../x", content: "x" }),
    tar("has an absolute path", "bad-path", { name: "/etc/cron.d/podlab", content: "* * * * * root id" }),
    tar("has a Windows path", "bad-path", { name: "C:\\Windows\\x", content: "x" }),
    tar("has a backslash for a slash", "bad-path", { name: "files\\..\\..\\x", content: "x" }),
    tar("has a name with a line end", "bad-path", { name: "files/a\nb", content: "x" }),
    tar("has a name with terminal escapes", "bad-path", { name: "files/\u001B]0;owned\u0007", content: "x" }),
    tar("has a name that reads backwards", "bad-path", { name: "files/\u202Egpj.hs", content: "x" }),
    tar("has a name of 300 characters", "bad-path", { name: `files/${"a".repeat(300)}`, content: "x" }),
    tar("is 60 folders deep", "bad-path", { name: `files/${"a/".repeat(60)}x`, content: "x" }),
    tar("has a device's name of Windows", "bad-path", { name: "files/aux.js", content: "x" }),
    tar("has a symbolic link", "bad-entry", { name: "files/link", type: "symlink", linkname: "/etc/passwd" }),
    tar("has a hard link", "bad-entry", { name: "files/link", type: "link", linkname: "/etc/passwd" }),
    tar("has a block device", "bad-entry", { name: "files/sda", type: "block-device", devmajor: 8, devminor: 0 }),
    tar("has a character device", "bad-entry", {
      name: "files/mem",
      type: "character-device",
      devmajor: 1,
      devminor: 1,
    }),
    tar("has a named pipe", "bad-entry", { name: "files/pipe", type: "fifo" }),
    tar("has a file twice", "same-name", { name: `files/${first}`, content: "the second one" }),
    tar("has a file twice in another case", "same-name", { name: `files/${first.toUpperCase()}`, content: "x" }),
    tar(
      "has a file twice in another Unicode form",
      "same-name",
      { name: "files/\u00E9", content: "x" },
      { name: "files/e\u0301", content: "y" },
    ),
    tar("has a file where a folder is", "same-name", { name: "files", content: "x" }),
    tar("has a folder where a file is", "same-name", { name: `files/${first}/x`, content: "x" }),
    { name: "is a bomb of 4 GB", file, refused: "too-large", build: () => bomb(honest) },
    { name: "is a bomb in a bomb", file, refused: "damaged", build: async () => gzipSync(await bomb(honest)) },
    tar("holds one file of 8 MB", "too-large", { name: "files/big", content: randomBytes(8 * 1024 * 1024) }),
    {
      name: "has a million entries",
      file,
      refused: "too-large",
      build: () => tgz(Array.from({ length: 20_000 }, (_, n) => ({ name: `files/${n}`, content: "" }))),
    },
    { name: "is cut off", file, refused: "damaged", build: async () => (await tgz(honest)).subarray(0, -40) },
    {
      name: "is cut off before its end mark",
      file,
      refused: "damaged",
      build: async () => (await tgz(honest)).subarray(0, 100),
    },
    { name: "is no archive", file, refused: "damaged", build: async () => Buffer.from("<html>404</html>") },
    { name: "is empty", file, refused: "damaged", build: async () => Buffer.alloc(0) },
    { name: "is a zip by another name", file, refused: "damaged", build: () => zip(honest) },
    {
      name: "has a negative size in its header",
      file,
      refused: "damaged",
      build: async () => gzipSync(withSize(await plainTar(honest), "-000000001\0")),
    },
    {
      name: "tells a size that goes beyond its end",
      file,
      refused: "damaged",
      build: async () => gzipSync(withSize(await plainTar(honest), "77777777777\0")),
    },
    { name: "has no manifest", file, refused: "no-manifest", build: () => tgz(honest.slice(1)) },
    {
      name: "has a manifest that is no JSON",
      file,
      refused: "bad-manifest",
      build: () => tgz([{ name: "manifest.json", content: "{" }, ...honest.slice(1)]),
    },
    {
      name: "has a manifest that is very deep",
      file,
      refused: "bad-manifest",
      build: () => tgz([{ name: "manifest.json", content: "[".repeat(200_000) }, ...honest.slice(1)]),
    },
    {
      name: "has a learner's id that leads out",
      file,
      refused: "bad-manifest",
      build: () => tgz(entriesOf({ ...manifest, learner: { id: "../../x", name: "x" } }, files)),
    },
    {
      name: "is by another learner than its name says",
      file,
      refused: "name-differs",
      build: () => tgz(entriesOf({ ...manifest, learner: { id: "somebody", name: "x" } }, files)),
    },
    {
      name: "lists other files than it holds",
      file,
      refused: "files-differ",
      build: () => tgz(entriesOf({ ...manifest, files: { [first]: sha256("other") } }, files)),
    },
    {
      name: "is for a lab that is not there",
      file: file.replace(manifest.lab, "mainframe"),
      refused: "unknown-lab",
      build: () => tgz(entriesOf({ ...manifest, lab: "mainframe" }, files)),
    },
    {
      name: "is a zip whose parts tell two names",
      file: zipFile,
      refused: "damaged",
      build: async () => twoNames(await zip(honest), first),
    },
    {
      name: "is a zip with a link",
      file: zipFile,
      refused: "bad-entry",
      build: () => zip([...honest, { name: "files/link", mode: 0o120777, content: "/etc/passwd" }]),
    },
    {
      name: "is a zip bomb",
      file: zipFile,
      refused: "too-large",
      build: () => zip([...honest, { name: "files/zeros", content: Buffer.alloc(64 * 1024 * 1024) }]),
    },
    {
      name: "is a zip with its end cut off",
      file: zipFile,
      refused: "damaged",
      build: async () => (await zip(honest)).subarray(0, -30),
    },
    {
      name: "is honest, with clutter of a Mac",
      file,
      build: () => tgz([{ name: "._manifest.json", content: "x" }, ...honest, { name: ".DS_Store", content: "x" }]),
    },
    {
      name: "is honest, in a folder of its own",
      file,
      build: () => tgz(honest.map((entry) => ({ ...entry, name: `week 3/ann's work/${entry.name}` }))),
    },
    {
      name: "is honest, with folders' entries and old modes",
      file,
      build: () =>
        tgz([{ name: "./", type: "directory" }, { name: "files/", type: "directory", mode: 0o777 }, ...honest]),
    },
    { name: "is honest, as a zip", file: zipFile, build: () => zip(honest) },
  ];
}

function entriesOf(manifest: Manifest, files: Readonly<Record<string, string>>): Entry[] {
  const own = Object.entries(files).map(([path, content]) => ({ name: `files/${path}`, content }));
  return [{ name: "manifest.json", content: JSON.stringify(manifest) }, ...own];
}

async function plainTar(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  const whole = (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  })();
  for (const entry of entries) {
    const { content = "", ...header } = entry;
    tar.entry(header, content);
  }
  tar.finalize();
  return whole;
}

async function tgz(entries: readonly Entry[]): Promise<Buffer> {
  return gzipSync(await plainTar(entries));
}

/** A header that announces 4 GB of zeros, and the zeros packed: some MB on the disk. */
async function bomb(entries: readonly Entry[]): Promise<Buffer> {
  const whole = await plainTar([...entries, { name: "files/zeros", content: Buffer.alloc(1024) }]);
  const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  // gzip members that follow each other unpack to one stream.
  return Buffer.concat([
    gzipSync(withSize(whole.subarray(0, -3 * 512), "37777777777\0")),
    ...Array.from({ length: 64 }, () => zeros),
  ]);
}

/** The archive with another size in its last header that has one; the header's sum is put right. */
function withSize(tar: Buffer, size: string): Buffer {
  const copy = Buffer.from(tar);
  let start = 0;
  for (let at = 0; at + 512 <= copy.length; ) {
    if (copy[at] === 0) break;
    start = at;
    at += 512 + Math.ceil(Number.parseInt(copy.toString("latin1", at + 124, at + 135), 8) / 512) * 512;
  }
  copy.write(size, start + 124, "latin1");
  copy.fill(" ", start + 148, start + 156);
  const sum = copy.subarray(start, start + 512).reduce((total, byte) => total + byte, 0);
  copy.write(`${sum.toString(8).padStart(6, "0")}\0 `, start + 148, "latin1");
  return copy;
}

async function zip(entries: readonly Entry[]): Promise<Buffer> {
  const out = new ZipFile();
  for (const entry of entries) {
    out.addBuffer(Buffer.from(entry.content ?? ""), entry.name, { mode: entry.mode ?? 0o100644 });
  }
  out.end();
  return buffer(out.outputStream);
}

/** The zip with another name for a file in its own header, where the directory keeps the right one. */
function twoNames(archive: Buffer, name: string): Buffer {
  const copy = Buffer.from(archive);
  const at = copy.indexOf(name);
  copy.write("z".repeat(name.length), at, "latin1");
  return copy;
}
