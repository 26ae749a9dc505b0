import { EnvironmentError } from "../core/errors.ts";
import type { ImageSummary } from "./types.ts";

const OFFICIAL = "node:24-bookworm-slim";
/** What the set-up makes where no registry answers, followed by Node's name of the architecture. */
const OWN = "podlab/root:24-bookworm-";

export interface RootImage {
  readonly reference: string;
  readonly id: string;
}

/**
 * The image that podlab's base is built on: the official one, else podlab's own.
 * @throws EnvironmentError when the engine holds neither
 */
export function chooseRoot(images: readonly ImageSummary[]): RootImage {
  const found = images.flatMap(({ id, references }) => references.map((reference) => ({ id, reference })));
  const own = found.filter(({ reference }) => reference.startsWith(OWN));
  const chosen =
    found.find(({ reference }) => reference === OFFICIAL) ??
    // a loaded archive may have brought one of another architecture
    own.find(({ reference }) => reference === OWN + process.arch) ??
    own[0];
  if (chosen === undefined) {
    throw new EnvironmentError("the engine has no image to build podlab's own on", {
      hint: "`npm start` makes it, or load all images from another machine with `podlab images load`; `podlab doctor` says more",
    });
  }
  return chosen;
}
