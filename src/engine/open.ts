import { EnvironmentError } from "../core/errors.ts";
import { findEngine } from "../setup/engine-address.mjs";
import { connect } from "./connection.ts";
import { engineOver } from "./engine.ts";
import type { Engine } from "./types.ts";

/**
 * Finds the engine that podlab uses, and makes sure that it answers.
 * @param options.host the engine's address, instead of DOCKER_HOST, Docker's context and the usual sockets
 * @throws EnvironmentError naming what was tried, when none answers
 */
export async function openEngine(options: { host?: string } = {}): Promise<Engine> {
  const env = options.host === undefined ? process.env : { ...process.env, DOCKER_HOST: options.host };
  const { engine, tried } = await findEngine({ env });
  if (engine === undefined) {
    const attempts = tried.map(({ host, problem }) => `  ${host} ${problem}`).join("\n");
    throw new EnvironmentError(`no container engine answers\n${attempts}`, { hint: hintFor(tried) });
  }
  return engineOver(await connect(engine));
}

function hintFor(tried: readonly { readonly code?: string }[]): string {
  const forbidden = tried.some(({ code }) => code === "EACCES");
  return forbidden
    ? 'let yourself in with `sudo usermod -aG docker "$USER"`, log in again, then try `podlab doctor`'
    : "podlab doctor";
}
