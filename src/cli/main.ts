#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { readBuiltHelp } from "./built-help.ts";

const words = process.argv.slice(2);
const help = words.length === 1 && (words[0] === "--help" || words[0] === "-h") ? readBuiltHelp() : undefined;
if (help === undefined) {
  // Compiling podlab and stripping labs' types takes longer than most commands; where there is no place, it does.
  enableCompileCache(join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "podlab"));
  const { run } = await import("./run.ts");
  await run(words);
} else {
  process.stdout.write(help);
}
