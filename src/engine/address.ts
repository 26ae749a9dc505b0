import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DockerOptions } from "dockerode";

/** Where an engine is, as the set-up's `findEngine` gives it. */
export interface EngineAddress {
  /** "unix:///var/run/docker.sock" or "tcp://10.0.0.5:2376" */
  readonly host: string;
  /** A folder with ca.pem, cert.pem and key.pem, for an engine behind TLS. */
  readonly certificates?: string;
}

/**
 * What dockerode needs to reach an engine. Every member that DOCKER_HOST could set by default is given, undefined
 * included: dockerode lays its own reading of the environment under what it is given.
 */
export function connectionOptions({ host, certificates }: EngineAddress): DockerOptions {
  if (host.startsWith("unix://")) {
    const socketPath = host.slice("unix://".length);
    return { socketPath, protocol: "http", host: undefined, port: undefined, ...NO_CERTIFICATE };
  }
  const { hostname, port } = new URL(host);
  const secured = certificates !== undefined && existsSync(join(certificates, "ca.pem"));
  return {
    socketPath: undefined,
    host: hostname,
    port: port || (certificates === undefined ? 2375 : 2376),
    ...(secured ? { protocol: "https", ...readCertificates(certificates) } : { protocol: "http", ...NO_CERTIFICATE }),
  };
}

const NO_CERTIFICATE = { ca: undefined, cert: undefined, key: undefined };

function readCertificates(folder: string): Pick<DockerOptions, "ca" | "cert" | "key"> {
  const read = (name: string) => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file) : undefined;
  };
  return { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
}
