import { describe, expect, it } from "vitest";
import { progressLines } from "../../../src/engine/progress-lines.ts";

describe("the engine's progress", () => {
  it("is read line by line, whatever the chunks, without colours and empty lines", () => {
    const said = [
      { stream: "Step 1/2 : FROM grün\n" },
      { stream: "\n" },
      { stream: "\u001b[91ma warning\n\u001b[0m" },
      { aux: { ID: "sha256:1" } },
      { status: "Loading layer" },
    ];
    const bytes = Buffer.from(said.map((line) => `${JSON.stringify(line)}\r\n`).join(""));
    for (const size of [1, 7, bytes.length]) {
      const lines: string[] = [];
      const progress = progressLines((line) => lines.push(line));
      for (let at = 0; at < bytes.length; at += size) progress.push(bytes.subarray(at, at + size));
      progress.end();
      expect(lines).toEqual(["Step 1/2 : FROM grün", "a warning", "Loading layer"]);
    }
  });

  it("ends with the error that the engine told", () => {
    const progress = progressLines(() => {});
    progress.push(Buffer.from('{"errorDetail":{"message":"it broke"},"error":"it broke"}'));
    expect(() => progress.end()).toThrow("it broke");
  });
});
