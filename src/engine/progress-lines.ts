import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";

/** What the engine says while it builds or loads: one JSON object a line. */
interface Progress {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
}

/**
 * Reads the engine's progress as it comes, in chunks that may split lines and characters.
 * @param onLine called with each non-empty line of what the engine says, without colours
 * @returns `end` throws the engine's error, when it told one
 */
export function progressLines(onLine: (line: string) => void): { push(chunk: Uint8Array): void; end(): void } {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let error: string | undefined;

  const take = (json: string) => {
    if (json.trim() === "") return;
    const progress = JSON.parse(json) as Progress;
    error ??= progress.error;
    for (const line of (progress.stream ?? progress.status ?? "").split(/\r?\n/)) {
      const plain = stripVTControlCharacters(line).trimEnd();
      if (plain !== "") onLine(plain);
    }
  };
  return {
    push(chunk) {
      const lines = (rest + decoder.write(chunk)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) take(line);
    },
    end() {
      take(rest + decoder.end());
      if (error !== undefined) throw new Error(error);
    },
  };
}
