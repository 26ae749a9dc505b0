import { describeTerminal, type Terminal } from "../../../src/cli/output/terminal.ts";

/** A terminal without colour, of so many columns. */
export function plainTerminal(width: number, env: Record<string, string> = { LANG: "C.UTF-8" }): Terminal {
  return describeTerminal({ stdin: {}, stdout: { isTTY: true, columns: width }, env, color: false });
}
