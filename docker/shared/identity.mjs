import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/**
 * Who answers: the service's name, its version (VERSION in the environment, "1" unless told), the container's
 * hostname, and a mark that is new with every start, so that a restart shows.
 *
 * @typedef {{ service: string, version: string, host: string, instance: string }} Identity
 */

/**
 * @param {string} service
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Identity}
 */
export function identityOf(service, environment = process.env) {
  return { service, version: environment["VERSION"] ?? "1", host: hostname(), instance: randomUUID() };
}
