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
  /** Passes nothing on any more, either way, and breaks nothing: an engine that hangs. */
  stall(): void;
  /** What was sent to the engine since then, in bytes. */
  stalledBytes(): number;
}

/** @param host the engine's own address; its Unix socket */
export async function relayToEngine(host: string): Promise<EngineRelay> {
  const folder = await mkdtemp(join(tmpdir(), "podlab-relay-"));
  const path = join(folder, "engine.sock");
  const open = new Set<Socket>();
  let sent = "";
  let stalled: number | undefined;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (stalled !== undefined) {
      open.add(client.on("error", () => client.destroy()).on("data", (chunk) => swallow(chunk)));
      return;
    }
    const engine = connect({ path: host.replace("unix://", ""), allowHalfOpen: true });
    client.on("data", (chunk) => {
      sent += chunk.toString("latin1");
      if (stalled !== undefined) swallow(chunk);
    });
    for (const socket of [client, engine]) {
      open.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => open.delete(socket));
    }
    client.pipe(engine).pipe(client);
  });
  const swallow = (chunk: Buffer) => {
    stalled = (stalled ?? 0) + chunk.length;
  };
  server.listen(path);
  await once(server, "listening");
  const cut = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  const stall = () => {
    stalled = 0;
    // Half of these are podlab's, half the engine's: with nothing piped, neither hears of the other.
    for (const socket of open) socket.unpipe();
    for (const socket of open) socket.resume();
  };
  return {
    host: `unix://${path}`,
    stall,
    stalledBytes: () => stalled ?? 0,
    requestLines: () => sent.match(/(GET|POST|PUT|DELETE) \/\S+(?= HTTP\/1\.1)/g) ?? [],
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      await rm(folder, { recursive: true });
    },
  };
}
