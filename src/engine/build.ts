import { Readable } from "node:stream";
import type { ImageBuildOptions } from "dockerode";
import { buildFailure } from "./build-failure.ts";
import type { Connection } from "./connection.ts";
import { archive } from "./files.ts";
import { progressLines } from "./progress-lines.ts";
import { drain } from "./streams.ts";
import { statusOf } from "./translate.ts";
import type { BuildRequest } from "./types.ts";

/** Lines of the builder's output that a failure shows. */
const LINES_SHOWN = 20;
/** What the builder says of its own layers and containers. */
const BOOK_KEEPING = /^ ---> |^Removing intermediate container /;

/**
 * Builds an image with the engine's classic builder, which every engine has.
 * @throws EnvironmentError with the end of the builder's output when a step fails
 */
export async function build({ docker, call, host }: Connection, request: BuildRequest): Promise<void> {
  const { reference, target, args, labels, signal, onLine } = request;
  const last: string[] = [];
  const lines = progressLines((line) => {
    if (!BOOK_KEEPING.test(line)) last.push(line);
    if (last.length > LINES_SHOWN) last.shift();
    onLine(line);
  });
  await call(async () => {
    const options: ImageBuildOptions = {
      t: reference,
      ...(target === undefined ? {} : { target }),
      buildargs: { ...args },
      labels: { ...labels },
      rm: true,
      forcerm: true,
      version: "1",
      ...(signal === undefined ? {} : { abortSignal: signal }),
    };
    const body = await docker
      .buildImage(Readable.from([await archive(request.context)]), options)
      // a Dockerfile that can't be read is refused before anything is built
      .catch((thrown) => {
        throw statusOf(thrown) === 0 ? thrown : buildFailure(reference, last, thrown, host);
      });
    await drain(body, (chunk) => lines.push(chunk), signal);
  }, signal);
  try {
    lines.end();
  } catch (thrown) {
    throw buildFailure(reference, last, thrown, host);
  }
}
