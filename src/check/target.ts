import { BrokenError } from "./failure.ts";

/** "shop:8443" as host and port; undefined where it is not of that form. IPv6 addresses stand in brackets. */
export function parseTarget(target: string): { host: string; port: number } | undefined {
  const parts = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(target);
  const host = parts?.[1] ?? parts?.[2];
  return host === undefined ? undefined : { host, port: Number(parts?.[3]) };
}

/** The same for a check, which is at fault when it is wrong. */
export function demandTarget(target: string): { host: string; port: number } {
  const found = parseTarget(target);
  if (!found) throw new BrokenError(`the check asked "${target}", which is no HOST:PORT`);
  return found;
}
