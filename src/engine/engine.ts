import { channelMethods } from "./channels.ts";
import type { Connection } from "./connection.ts";
import { containerMethods } from "./containers.ts";
import { eventMethods } from "./events.ts";
import { fileMethods } from "./files.ts";
import { imageMethods } from "./image-store.ts";
import { logMethods } from "./logs.ts";
import { networkMethods } from "./networks.ts";
import { processMethods } from "./processes.ts";
import { terminalMethods } from "./terminal.ts";
import type { Engine } from "./types.ts";
import { volumeMethods } from "./volumes.ts";

/** The engine at the other end of a connection. */
export function engineOver(connection: Connection): Engine {
  const { docker, call } = connection;
  return {
    host: connection.host,
    info: () =>
      call(async () => {
        const [version, info] = await Promise.all([docker.version(), docker.info()]);
        return {
          version: version.Version,
          apiVersion: version.ApiVersion,
          name: info.Name,
          operatingSystem: info.OperatingSystem,
          architecture: info.Architecture,
          cpus: info.NCPU,
          memoryBytes: info.MemTotal,
        };
      }),
    ...containerMethods(connection),
    ...processMethods(connection),
    ...channelMethods(connection),
    ...terminalMethods(connection),
    ...fileMethods(connection),
    ...eventMethods(connection),
    ...logMethods(connection),
    ...networkMethods(connection),
    ...volumeMethods(connection),
    ...imageMethods(connection),
    close: connection.close,
  };
}
