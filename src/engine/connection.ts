import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import type Docker from "dockerode";
import { connectionOptions, type EngineAddress } from "./address.ts";
import { translate } from "./translate.ts";

/** dockerode, and the border at which its errors become podlab's. */
export interface Connection {
  readonly host: string;
  readonly docker: Docker;
  /** Does something with dockerode; what it throws is translated, an abort throws the signal's reason. */
  call<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** A request that dockerode has no (safe) method for; the answer's body as it comes. */
  request(request: RawRequest): Promise<Readable>;
  close(): void;
}

export interface RawRequest {
  readonly method: "GET" | "POST";
  /** Without a query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sets up a connection; nothing is sent yet. dockerode is loaded here, for its import costs more than all of a command
 * that needs no engine.
 */
export async function connect(address: EngineAddress): Promise<Connection> {
  const { default: Dockerode } = await import("dockerode");
  const { host } = address;
  const options = connectionOptions(address);
  const agent = options.protocol === "https" ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const withAgent: Docker.DockerOptions & { agent: HttpAgent } = { ...options, agent };
  const docker = new Dockerode(withAgent);

  const call = async <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    try {
      signal?.throwIfAborted();
      return await work();
    } catch (thrown) {
      signal?.throwIfAborted();
      throw translate(thrown, host);
    }
  };
  return {
    host,
    docker,
    call,
    request: (request) => call(() => dial(docker, request), request.signal),
    close: () => agent.destroy(),
  };
}

function dial(docker: Docker, { method, path, query, signal }: RawRequest): Promise<Readable> {
  return new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        // dockerode adds the query only where the path ends in "?", and cuts off the last character when there is none
        path: `${path}?`,
        method,
        options: { _query: query ?? {}, _body: {} },
        isStream: true,
        statusCodes: { 200: true },
        ...(signal === undefined ? {} : { abortSignal: signal }),
      },
      (error, answer) => {
        if (error !== null || answer === null) reject(error ?? new Error("the engine answered nothing"));
        else resolve(answer as Readable);
      },
    );
  });
}
