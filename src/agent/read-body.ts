import { createHash } from "node:crypto";
import { StringDecoder } from "node:string_decoder";

/** No answer is read further than this, so that an endless body can't fill the agent's memory or time. */
export const BODY_LIMIT_BYTES = 32 * 1024 * 1024;

export interface AnswerBody {
  readonly body: string;
  readonly bodyBytes: number;
  readonly bodySha256: string;
  readonly truncated?: true;
}

/** Counts and hashes all of a body and keeps its beginning. */
export class BodyReader {
  readonly #hash = createHash("sha256");
  readonly #kept: Buffer[] = [];
  readonly #textBytes: number;
  #keptBytes = 0;
  #bytes = 0;
  #truncated = false;

  constructor(textBytes: number) {
    this.#textBytes = textBytes;
  }

  /** False when the limit is reached: read no further. */
  take(chunk: Buffer): boolean {
    this.#truncated ||= this.#bytes + chunk.length > BODY_LIMIT_BYTES;
    const allowed = chunk.subarray(0, BODY_LIMIT_BYTES - this.#bytes);
    this.#bytes += allowed.length;
    this.#hash.update(allowed);
    if (this.#keptBytes < this.#textBytes) {
      const kept = allowed.subarray(0, this.#textBytes - this.#keptBytes);
      this.#kept.push(kept);
      this.#keptBytes += kept.length;
    }
    return !this.#truncated;
  }

  finish(): AnswerBody {
    const kept = Buffer.concat(this.#kept);
    return {
      // A decoder drops the character that the cut went through; the end of a whole body is shown as it is.
      body: this.#keptBytes < this.#bytes ? new StringDecoder("utf8").write(kept) : kept.toString("utf8"),
      bodyBytes: this.#bytes,
      bodySha256: this.#hash.copy().digest("hex"),
      ...(this.#truncated ? { truncated: true } : {}),
    };
  }
}
