import { Readable } from "node:stream";

/**
 * Reads a stream to its end. Rejects when it breaks before that, which is how a dead engine shows: dockerode's own
 * reading of an answer never settles then. An abort breaks it.
 */
export async function drain(
  stream: NodeJS.ReadableStream,
  onChunk: (chunk: Buffer) => void,
  signal?: AbortSignal,
): Promise<void> {
  const stop = () => {
    if (stream instanceof Readable) stream.destroy();
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      stream.on("data", onChunk);
      stream.once("end", resolve);
      stream.once("error", reject);
      stream.once("close", () => reject(new Error("socket hang up")));
    });
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** The whole of a short answer as text. */
export async function readText(stream: NodeJS.ReadableStream, signal?: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  await drain(stream, (chunk) => chunks.push(chunk), signal);
  return Buffer.concat(chunks).toString();
}
