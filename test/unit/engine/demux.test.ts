import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoundedText, demultiplex } from "../../../src/engine/demux.ts";

describe("demultiplex", () => {
  it("tells the two outputs apart", () => {
    expect(split([frame(1, "out"), frame(2, "err"), frame(1, "more")])).toEqual({ stdout: "outmore", stderr: "err" });
  });

  it("gives the same whatever the chunks, and never splits a character", () => {
    const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.string({ unit: "grapheme", maxLength: 40 })));
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 9 })), (written, sizes) => {
        const whole = Buffer.concat(written.map(([stream, text]) => frame(stream, text)));
        const text = (stream: number) => written.flatMap(([to, part]) => (to === stream ? [Buffer.from(part)] : []));
        expect(split(cut(whole, sizes))).toEqual({
          stdout: Buffer.concat(text(1)).toString(),
          stderr: Buffer.concat(text(2)).toString(),
        });
      }),
    );
  });

  it("joins a character that two frames share", () => {
    const bytes = Buffer.from("ü");
    const halves = [frame(1, bytes.subarray(0, 1)), frame(2, "between"), frame(1, bytes.subarray(1))];
    expect(split(halves)).toEqual({ stdout: "ü", stderr: "between" });
  });

  it("gives out the rest of a character that never came whole", () => {
    expect(split([frame(1, Buffer.from("ü").subarray(0, 1))])).toEqual({ stdout: "\ufffd", stderr: "" });
  });
});

describe("BoundedText", () => {
  it("keeps the beginning and drops the rest", () => {
    const text = new BoundedText(5);
    for (const part of ["abc", "def", "ghi"]) text.add(part);
    expect(text.toString()).toBe("abcde");
  });
});

function frame(stream: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

function cut(whole: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let rest = whole;
  for (const size of sizes) {
    chunks.push(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
  return [...chunks, rest];
}

function split(chunks: readonly Buffer[]): { stdout: string; stderr: string } {
  const got = { stdout: "", stderr: "" };
  const output = demultiplex({
    stdout: (text) => {
      got.stdout += text;
    },
    stderr: (text) => {
      got.stderr += text;
    },
  });
  for (const chunk of chunks) output.push(chunk);
  output.end();
  return got;
}
