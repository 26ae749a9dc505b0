#!/usr/bin/env node
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { readBuiltHelp } from "./built-help.ts";

/** What podlab is written for: it runs labs' TypeScript as it is. Older ones can't even read the rest of it. */
const LEAST_NODE = 24;

const words = process.argv.slice(2);
const help = words.length === 1 && (words[0] === "--help" || words[0] === "-h") ? readBuiltHelp() : undefined;
if (Number.parseInt(process.versions.node, 10) < LEAST_NODE) {
  process.stderr.write(
    `podlab: it needs Node ${LEAST_NODE}, this is ${process.version}\n  \`npm start -- ${words.join(" ")}\` in podlab's folder brings its own\n`,
  );
  process.exitCode = 3;
} else if (words[0] === "__complete") {
  const { complete } = await import("./complete/run.ts");
  process.stdout.write(await complete(words.slice(1)));
} else if (help === undefined) {
  // Compiling podlab and stripping labs' types takes longer than most commands; where there is no place, it does.
  module.enableCompileCache(join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "podlab"));
  const { run } = await import("./run.ts");
  await run(words);
} else {
  process.stdout.write(help);
}
