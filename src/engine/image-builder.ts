import { EnvironmentError } from "../core/errors.ts";
import type { Emit } from "../core/events.ts";
import { IMAGE_LABEL, type Recipe } from "./recipe.ts";
import { statusOf } from "./translate.ts";
import type { Engine } from "./types.ts";

/** An image without a name that is younger (ms) may be one that another podlab is about to name. */
const SETTLED_MS = 60_000;

export interface BuildOptions {
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/**
 * Builds an image, tells its progress, and removes what the build makes superfluous.
 * @throws EnvironmentError with the end of the builder's output
 */
export async function buildImage(
  engine: Engine,
  recipe: Recipe,
  reference: string,
  { emit, signal }: BuildOptions,
): Promise<void> {
  const began = performance.now();
  const tell = (state: "begun" | "going" | "done" | "failed", text: string) =>
    emit({
      event: "progress",
      part: `image ${recipe.name}`,
      state,
      text,
      ...(state === "done" || state === "failed" ? { ms: Math.round(performance.now() - began) } : {}),
    });
  const { name, target, args, context } = recipe;
  tell("begun", `image ${name}`);
  try {
    await engine.build({
      reference,
      ...(target === undefined ? {} : { target }),
      args,
      labels: { [IMAGE_LABEL]: name },
      context,
      signal,
      onLine: (line) => {
        if (line.startsWith("Step ")) tell("going", line);
      },
    });
  } catch (thrown) {
    // another podlab may have built it meanwhile, in a way that hindered this one
    if (signal.aborted || !(await engine.imageExists(reference).catch(() => false))) {
      tell("failed", `image ${name}`);
      throw thrown;
    }
  }
  await removeOlder(engine, name, reference);
  tell("done", `image ${name}`);
}

/** Removes earlier images of the same name that no container uses. */
async function removeOlder(engine: Engine, name: string, reference: string): Promise<void> {
  for (const image of await engine.images({ [IMAGE_LABEL]: name })) {
    const settled = Date.now() - image.createdAt > SETTLED_MS;
    const nameless = image.references.length === 0 && settled ? [image.id] : [];
    for (const older of [...image.references.filter((other) => other !== reference), ...nameless]) {
      await engine.removeImage(older).catch(unlessInUse);
    }
  }
}

function unlessInUse(thrown: unknown): void {
  if (!(thrown instanceof EnvironmentError) || statusOf(thrown.cause) !== 409) throw thrown;
}
