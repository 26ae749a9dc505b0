import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Lets labs that lie anywhere import "podlab": the built package, or its sources where podlab itself runs from them,
 * so that a lab and its runner always share one copy.
 */
export function resolvePodlabImports(root: string): void {
  const flag = Symbol.for(`podlab.resolve:${root}`);
  const marked: { [key: symbol]: boolean } = globalThis;
  if (marked[flag] === true) return;
  marked[flag] = true;
  const fromSources = import.meta.url.endsWith(".ts");
  const built = join(root, "dist", "index.js");
  const target = fromSources || !existsSync(built) ? join(root, "src", "index.ts") : built;
  const url = pathToFileURL(target).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "podlab" ? { url, shortCircuit: true } : next(specifier, context),
  });
}
