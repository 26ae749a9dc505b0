import { delimiter, resolve } from "node:path";
import { learnerHome } from "../workspace/home.ts";
import type { Cli, GlobalOptions } from "./cli.ts";
import type { CliEmit } from "./output/events.ts";
import { describeTerminal, type Terminal } from "./output/terminal.ts";
import { packageRoot } from "./package-root.ts";

/** Makes a command's surroundings from this process. Outputs are loaded here and not before: `--help` needs none. */
export async function makeCli(options: GlobalOptions, signal: AbortSignal, interrupt: () => void): Promise<Cli> {
  const { env, stdin, stdout } = process;
  const terminal = describeTerminal({ stdin, stdout, env, color: options.color, plain: options.plain ?? false });
  const json = options.json ?? false;
  const fromEnv = (env["PODLAB_LABS"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return {
    emit: json ? await jsonEmit() : await linesEmit(terminal, options.evidence ?? false),
    signal,
    interrupt,
    terminal,
    json,
    cwd: process.cwd(),
    home: learnerHome(env),
    root: packageRoot(import.meta.dirname),
    labFolders: [...(options.labs ?? []), ...fromEnv].map((folder) => resolve(folder)),
    lab: options.lab,
  };
}

async function jsonEmit(): Promise<CliEmit> {
  const { jsonOutput } = await import("./output/json.ts");
  return jsonOutput((text) => process.stdout.write(text));
}

async function linesEmit(terminal: Terminal, evidence: boolean): Promise<CliEmit> {
  const { linesOutput } = await import("./output/lines.ts");
  const lines = linesOutput({
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    terminal,
    evidence,
  });
  if (!process.stderr.isTTY || terminal.plain) return lines;
  const { withSpinner } = await import("./output/spinner.ts");
  return withSpinner(lines, process.stderr, terminal);
}
