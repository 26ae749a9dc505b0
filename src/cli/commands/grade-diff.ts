import { resolve } from "node:path";
import { ExitCode } from "../../core/errors.ts";
import { diffGradebooks } from "../../grade/diff.ts";
import { readGradebook } from "../../grade/report/read.ts";
import type { Cli } from "../cli.ts";

/** Shows whose grade is another in the second of two reports, and why. */
export async function run(cli: Cli, before: string, after: string): Promise<ExitCode> {
  const [one, other] = await Promise.all([before, after].map((folder) => readGradebook(resolve(cli.cwd, folder))));
  if (one === undefined || other === undefined) throw new RangeError("two reports were read");
  const moved = diffGradebooks(one, other);
  for (const change of moved) cli.emit({ event: "moved", ...change });
  const same = other.grades.length - moved.length;
  const text = moved.length === 0 ? "nobody moves" : `${moved.length} move, ${Math.max(0, same)} stay as they are`;
  cli.emit({ event: "notice", level: "info", text });
  return ExitCode.ok;
}
