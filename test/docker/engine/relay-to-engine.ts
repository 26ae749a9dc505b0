import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A socket that passes everything on to the engine's, until it is cut: an engine that dies, without its death. */
export interface EngineRelay extends AsyncDisposable {
  readonly host: string;
  /** The first line of each request that went through. */
  requestLines(): string[];
  /** Breaks all connections and accepts no more. */
  cut(): void;
}

/** @param host the engine's own address; its Unix socket */
export async function relayToEngine(host: string): Promise<EngineRelay> {
  const folder = await mkdtemp(join(tmpdir(), "podlab-relay-"));
  const path = join(folder, "engine.sock");
  const open = new Set<Socket>();
  let sent = "";
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const engine = connect({ path: host.replace("unix://", ""), allowHalfOpen: true });
    client.on("data", (chunk) => {
      sent += chunk.toString("latin1");
    });
    for (const socket of [client, engine]) {
      open.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => open.delete(socket));
    }
    client.pipe(engine).pipe(client);
  });
  server.listen(path);
  await once(server, "listening");
  const cut = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return {
    host: `unix://${path}`,
    requestLines: () => sent.match(/(GET|POST|PUT|DELETE) \/\S+(?= HTTP\/1\.1)/g) ?? [],
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      await rm(folder, { recursive: true });
    },
  };
}
