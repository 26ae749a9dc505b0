import { createCipheriv, createHash } from "node:crypto";
import type { Body } from "./protocol.ts";

/** A body to send, in pieces, so that a large one is never in memory at once. */
export interface Payload {
  readonly bytes: number;
  chunks(): Iterable<Buffer>;
}

const CHUNK_BYTES = 65_536;

export function payloadOf(body: Body | undefined): Payload | undefined {
  if (body === undefined) return undefined;
  if ("random" in body) {
    const { bytes, seed } = body.random;
    return { bytes, chunks: () => randomChunks(bytes, seed) };
  }
  const buffer = "text" in body ? Buffer.from(body.text) : Buffer.from(body.base64, "base64");
  return { bytes: buffer.length, chunks: () => slices(buffer) };
}

/** The same bytes for the same seed everywhere: AES-128-CTR over zeros, keyed by the seed's SHA-256, counter from 0. */
function* randomChunks(bytes: number, seed: number): Generator<Buffer> {
  const key = createHash("sha256").update(`podlab ${seed}`).digest().subarray(0, 16);
  const cipher = createCipheriv("aes-128-ctr", key, Buffer.alloc(16));
  for (let left = bytes; left > 0; left -= CHUNK_BYTES) yield cipher.update(Buffer.alloc(Math.min(left, CHUNK_BYTES)));
}

function* slices(buffer: Buffer): Generator<Buffer> {
  for (let start = 0; start < buffer.length; start += CHUNK_BYTES) yield buffer.subarray(start, start + CHUNK_BYTES);
}
