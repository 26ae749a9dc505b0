import { delimiter, dirname } from "node:path";

/**
 * The environment for tools that start `node` themselves: they get the project's.
 * @param {string} node its path
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function withNodeFirst(node, env = process.env) {
  return { ...env, PATH: `${dirname(node)}${delimiter}${env["PATH"] ?? ""}` };
}
