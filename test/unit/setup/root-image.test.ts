import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { importImage } from "../../../src/setup/root-image.mjs";
import { temporaryFolder } from "../workspace/temporary.ts";

it("tells of an engine that goes away while it gets the root image", async () => {
  await using engine = await engineThat((request) => request.socket.destroy());
  await expect(importRoot(engine.host)).rejects.toMatchObject({
    name: "SetupFailure",
    message: expect.stringContaining("the engine ended the connection"),
  });
});

it("tells of an engine that refuses the root image before it has read it", async () => {
  await using engine = await engineThat((_, response) => response.writeHead(500).end("no space left on device"));
  await expect(importRoot(engine.host)).rejects.toMatchObject({
    name: "SetupFailure",
    message: expect.stringContaining("no space left on the disk"),
  });
});

function importRoot(host: string): Promise<void> {
  return importImage({ host }, Readable.from(["tar"]), "podlab/root:test", new AbortController().signal);
}

/** A server on a socket of its own, for what a real engine can't be made to do. */
async function engineThat(answers: RequestListener) {
  const folder = await temporaryFolder();
  const socket = join(folder.path, "engine.sock");
  const server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    host: `unix://${socket}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await folder[Symbol.asyncDispose]();
    },
  };
}
