import { request } from "node:http";
import { type ServiceOptions, startService } from "../../../docker/shared/service.mjs";

export const TOKEN = "the-token";

/** A provided service on free loopback ports, closed at the end of its scope; `ctl` asks its admin port. */
export async function running(options: Partial<ServiceOptions> = {}) {
  const service = await startService({
    name: "dictionary",
    port: 0,
    host: "127.0.0.1",
    admin: { port: 0, host: "127.0.0.1", token: TOKEN },
    handle: (_, response) => response.end("word"),
    ...options,
  });
  return {
    ...service,
    get: (path: string, signal?: AbortSignal) => ask(service.port, "GET", path, signal ? { signal } : {}),
    ctl: async (method: string, path: string, body?: unknown) =>
      ask(service.adminPort, method, `/__ctl/${path}`, { headers: { "x-podlab-token": TOKEN }, body }),
    [Symbol.asyncDispose]: () => service.close(0),
  };
}

export interface Got {
  readonly status: number;
  readonly text: string;
  readonly json: () => unknown;
}

interface Asking {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** One request over a connection of its own. */
export function ask(port: number, method: string, path: string, { headers, body, signal }: Asking = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, method, path, agent: false, ...(headers && { headers }), ...(signal && { signal }) },
      async (response) => {
        const text = Buffer.concat(await response.toArray()).toString();
        resolve({ status: response.statusCode ?? 0, text, json: () => JSON.parse(text) });
      },
    );
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
