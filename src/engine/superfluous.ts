import { IMAGE_LABEL } from "./recipe.ts";
import type { ImageSummary } from "./types.ts";

/** An image without a name that is younger (ms) may be one that another podlab is about to name. */
const SETTLED_MS = 60_000;

/**
 * What a build makes superfluous: earlier images of the same name, and whatever of podlab's lost its name since (of two
 * that built the same at once, one does). Pure.
 * @param images all of podlab's
 * @param name the value of `IMAGE_LABEL` of what was built
 * @param reference what was built
 * @param now ms since the epoch
 * @returns references, and ids of those that have none
 */
export function superfluous(images: readonly ImageSummary[], name: string, reference: string, now: number): string[] {
  return images.flatMap(({ id, references, labels, createdAt }) => {
    if (references.length === 0) return now - createdAt > SETTLED_MS ? [id] : [];
    return labels[IMAGE_LABEL] === name ? references.filter((other) => other !== reference) : [];
  });
}
