import http from "node:http";
import https from "node:https";
import net from "node:net";

export interface TestServer extends AsyncDisposable {
  readonly port: number;
}

/** A server on a free port of 127.0.0.1; it and its connections are gone when the scope ends. */
export async function listening(server: net.Server): Promise<TestServer> {
  const connections = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    connections.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
}

export function httpServer(handler: http.RequestListener): Promise<TestServer> {
  return listening(http.createServer(handler));
}

export function httpsServer(options: https.ServerOptions, handler: http.RequestListener): Promise<TestServer> {
  return listening(https.createServer(options, handler));
}

/** Sends these bytes to whoever connects, and closes unless told to leave the connection open. */
export function bytesServer(bytes: Uint8Array | string, options: { keepOpen?: boolean } = {}): Promise<TestServer> {
  return tcpServer((socket) => {
    socket.resume();
    if (options.keepOpen === true) socket.write(bytes);
    else socket.end(bytes);
  });
}

export function tcpServer(onConnection: (socket: net.Socket) => void): Promise<TestServer> {
  return listening(net.createServer({ allowHalfOpen: true }, onConnection));
}

/** A port of 127.0.0.1 on which nobody listens. */
export async function closedPort(): Promise<number> {
  await using server = await tcpServer(() => {});
  return server.port;
}
