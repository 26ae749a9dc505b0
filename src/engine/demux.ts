import { StringDecoder } from "node:string_decoder";

/** Bytes of a frame's header: the stream (1 standard output, 2 standard error), three zeros, the length (big-endian). */
const HEADER = 8;

export interface Output {
  /** Text as it comes; a character is never split. */
  stdout(text: string): void;
  stderr(text: string): void;
}

export interface Demultiplexer {
  push(chunk: Uint8Array): void;
  /** Gives out what is left of a character that was cut off. */
  end(): void;
}

/**
 * Splits the one stream in which the engine sends a process' two outputs (Docker's API, "Attach to a container").
 * Frames are passed on as they arrive, in parts, so that a long one is not held in memory.
 */
export function demultiplex(output: Output): Demultiplexer {
  const decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  let header = Buffer.alloc(0);
  let stream: keyof Output = "stdout";
  let left = 0;

  const give = (name: keyof Output, text: string) => {
    if (text !== "") output[name](text);
  };
  return {
    push(chunk) {
      let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      while (rest.length > 0) {
        if (left > 0) {
          const part = rest.subarray(0, left);
          give(stream, decoders[stream].write(part));
          left -= part.length;
          rest = rest.subarray(part.length);
        } else {
          const missing = HEADER - header.length;
          header = Buffer.concat([header, rest.subarray(0, missing)]);
          rest = rest.subarray(missing);
          if (header.length < HEADER) return;
          stream = header[0] === 2 ? "stderr" : "stdout";
          left = header.readUInt32BE(4);
          header = Buffer.alloc(0);
        }
      }
    },
    end() {
      give("stdout", decoders.stdout.end());
      give("stderr", decoders.stderr.end());
    },
  };
}

/** Text up to a number of characters; what comes after is dropped, so that no container can fill podlab's memory. */
export class BoundedText {
  readonly #limit: number;
  #text = "";

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(text: string): void {
    this.#text += text.slice(0, Math.max(0, this.#limit - this.#text.length));
  }

  toString(): string {
    return this.#text;
  }
}
