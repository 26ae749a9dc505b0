import { createReadStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { EnvironmentError, messageOf, UserError } from "../core/errors.ts";
import { build } from "./build.ts";
import type { Connection } from "./connection.ts";
import { progressLines } from "./progress-lines.ts";
import { drain } from "./streams.ts";
import { imageSummary, labelFilter } from "./summaries.ts";
import { statusOf } from "./translate.ts";
import type { Engine } from "./types.ts";

type ImageMethods = Pick<Engine, "imageExists" | "images" | "build" | "removeImage" | "saveImages" | "loadImages">;

/** The images that the engine holds. */
export function imageMethods(connection: Connection): ImageMethods {
  const { docker, call } = connection;
  return {
    imageExists: (reference) =>
      call(() =>
        docker
          .getImage(reference)
          .inspect()
          .then(() => true, unlessMissing),
      ),
    images: (labels) => call(async () => (await docker.listImages({ filters: labelFilter(labels) })).map(imageSummary)),
    build: (request) => build(connection, request),
    removeImage: (reference) =>
      call(() =>
        docker
          .getImage(reference)
          .remove()
          .then(() => {}, unlessMissing),
      ).then(() => {}),
    saveImages: (references, file) => save(connection, references, file),
    loadImages: (file) => load(connection, file),
  };
}

function unlessMissing(thrown: unknown): boolean {
  if (statusOf(thrown) === 404) return false;
  throw thrown;
}

/** Streams `docker save`'s archive to the file, which appears when it is whole. */
async function save(connection: Connection, references: readonly string[], file: string): Promise<void> {
  const part = `${file}.part`;
  const unwritable = (cause: unknown): never => {
    throw new EnvironmentError(`${file} can't be written: ${messageOf(cause)}`, { cause });
  };
  const body = await connection.request({ method: "GET", path: "/images/get", query: { names: references } });
  try {
    await using target = await open(part, "w").catch(unwritable);
    await connection.call(async () => {
      for await (const chunk of body) await target.appendFile(chunk).catch(unwritable);
    });
    await rename(part, file).catch(unwritable);
  } finally {
    body.destroy();
    await rm(part, { force: true });
  }
}

async function load({ docker, call }: Connection, file: string): Promise<void> {
  const archive = createReadStream(file);
  const failed = new Promise<never>((_, reject) => {
    archive.once("error", (cause) => reject(new UserError(`${file} can't be read`, { cause })));
  });
  const loaded = call(async () => {
    const body = await docker.loadImage(archive, { quiet: true });
    const lines = progressLines(() => {});
    await drain(body, (chunk) => lines.push(chunk));
    lines.end();
  });
  await Promise.race([failed, loaded]);
}
