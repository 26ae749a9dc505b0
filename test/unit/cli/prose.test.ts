import { expect, it } from "vitest";
import { proseLines } from "../../../src/cli/output/prose.ts";
import { plainTerminal } from "./terminal.ts";

it("leaves room at the sides, and on a wide terminal as much as reads well", () => {
  const text = "word ".repeat(60);
  const longest = (width: number) => Math.max(...proseLines(text, plainTerminal(width)).map((line) => line.length));
  expect(longest(64)).toBeLessThanOrEqual(60);
  expect(longest(400)).toBeLessThanOrEqual(90);
});

it("leaves a command whole, however long it is, so that it can be copied", () => {
  const command = `podlab probe http ${"x".repeat(80)}`;
  expect(proseLines(`\`\`\`\n${command}\n\`\`\``, plainTerminal(44))).toEqual([`    ${command}`]);
});
