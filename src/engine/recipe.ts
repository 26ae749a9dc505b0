import { createHash } from "node:crypto";
import { type BuildContext, hashContext } from "./context.ts";

/** Every image that podlab builds carries it: "base", "infra", "https-sidecar/tls". */
export const IMAGE_LABEL = "podlab.image";

/** All that an image is made of. The same recipe is the same image, so its reference is made from it. */
export interface Recipe {
  /** "infra", or "<lab>/<target>"; the value of `IMAGE_LABEL`. */
  readonly name: string;
  /** Hash of a context's files: see `hashContext`. */
  readonly contextHash: string;
  readonly context: BuildContext;
  readonly target?: string;
  readonly args: Readonly<Record<string, string>>;
}

/** A recipe with its context's hash worked out. */
export function recipe(name: string, context: BuildContext, rest: Pick<Recipe, "target" | "args">): Recipe {
  return { name, context, contextHash: hashContext(context), ...rest };
}

/**
 * "podlab/https-sidecar-tls:0123456789ab": 12 hex digits of SHA-256 over the context, the target and the arguments.
 * @param root id of the root image, for the base alone: all others take it in with their base's reference, and with it the
 *   architecture
 */
export function referenceOf({ name, contextHash, target, args }: Recipe, root = ""): string {
  const parts = [name, contextHash, target ?? "", Object.entries(args).toSorted(), root];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `podlab/${name.replace("/", "-")}:${hash.slice(0, 12)}`;
}
