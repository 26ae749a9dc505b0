import type { Emit } from "../core/events.ts";
import { IMAGE_LABEL, type Recipe } from "./recipe.ts";
import { superfluous } from "./superfluous.ts";
import { isInUse } from "./translate.ts";
import type { Engine } from "./types.ts";

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
  await removeSuperfluous(engine, name, reference);
  tell("done", `image ${name}`);
}

/** Removes what the build made superfluous, as far as no container uses it. */
async function removeSuperfluous(engine: Engine, name: string, reference: string): Promise<void> {
  const ours = await engine.images({ [IMAGE_LABEL]: "" });
  for (const image of superfluous(ours, name, reference, Date.now())) {
    await engine.removeImage(image).catch(unlessInUse);
  }
}

function unlessInUse(thrown: unknown): void {
  if (!isInUse(thrown)) throw thrown;
}
