import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { pack } from "tar-stream";
import { MANIFEST } from "./manifest.ts";
import type { Manifest } from "./types.ts";

/** Where the operating system stands in gzip's header; 255 is "unknown", the same from every machine. */
const GZIP_OS_BYTE = 9;

/** "https-sidecar-ann.podlab.tgz" */
export function archiveName({ lab, learner }: Pick<Manifest, "lab" | "learner">): string {
  return `${lab}-${learner.id}.podlab.tgz`;
}

/**
 * One archive to hand in: the manifest, then the learner's files under files/. The same manifest and files give the same
 * bytes: no times, no owners, no order but that of the paths.
 */
export async function packSubmission(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const tar = pack();
  const chunks: Buffer[] = [];
  const whole = (async () => {
    for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  })();
  const entry = (name: string, content: Uint8Array | string) =>
    tar.entry({ name, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }, content);
  entry(MANIFEST, `${JSON.stringify(ordered(manifest), null, 2)}\n`);
  for (const [path, content] of [...files].sort(byPath)) entry(`files/${path}`, content);
  tar.finalize();
  await whole;
  const archive = await promisify(gzip)(Buffer.concat(chunks), { level: 9 });
  archive.writeUInt8(255, GZIP_OS_BYTE);
  return archive;
}

function ordered(manifest: Manifest): Manifest {
  const files = Object.fromEntries(Object.entries(manifest.files).sort(byPath));
  return { ...manifest, files, passedOnce: manifest.passedOnce.toSorted() };
}

function byPath([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
