import type { Parameters, Ready, ServiceDefinition } from "../lab/types.ts";

/** A service's readiness probe with the session's values filled in. */
export function readyOf(
  service: ServiceDefinition,
  parameters: Parameters,
  overlay: Readonly<Record<string, string>> = {},
): Ready | undefined {
  if (typeof service.ready !== "function") return service.ready;
  return service.ready(parameters, { ...environmentOf(service, parameters), ...overlay });
}

/** The environment that the lab gives a service. */
export function environmentOf(service: ServiceDefinition, parameters: Parameters): Readonly<Record<string, string>> {
  return typeof service.env === "function" ? service.env(parameters) : (service.env ?? {});
}
