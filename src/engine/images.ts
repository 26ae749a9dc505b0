import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import type { Emit } from "../core/events.ts";
import { type BuildContext, dockerfileOf, joinContexts, readContext, readContextFile } from "./context.ts";
import { buildImage } from "./image-builder.ts";
import { IMAGE_LABEL, type Recipe, recipe, referenceOf } from "./recipe.ts";
import { chooseRoot, type RootImage } from "./root-image.ts";
import type { Engine, ImageSummary } from "./types.ts";

/** The absolute folder that holds docker/, labs/ and dist/. */
export type PackageRoot = string;

/** podlab's own images: what owns pods, what sends the probes, what makes network faults. */
export type OwnImage = "infra" | "agent" | "fault";

export interface ImagesRequest {
  readonly lab: string;
  /** The folder with the lab's Dockerfile (absolute). */
  readonly dockerFolder: string;
  readonly targets: readonly string[];
  readonly root: PackageRoot;
}

/** References of all that a session needs. */
export interface SessionImages {
  readonly infra: string;
  readonly agent: string;
  readonly targets: ReadonlyMap<string, string>;
}

/**
 * Makes sure that a lab's images and podlab's own are on the engine. What is there is never built again, for references
 * are made from contents; the check alone costs one request and the reading of the files.
 * @throws EnvironmentError when a build fails or there is no root image; UserError when the lab has no Dockerfile
 */
export async function ensureImages(
  engine: Engine,
  request: ImagesRequest,
  emit: Emit,
  signal: AbortSignal,
): Promise<SessionImages> {
  const [observed, infra, agent, fault, lab] = await Promise.all([
    observe(engine, request.root),
    ownContext("infra", request.root),
    ownContext("agent", request.root),
    ownContext("fault", request.root),
    labContext(request),
  ]);
  const ensure = (wanted: Recipe) => ensureOne(engine, observed, wanted, emit, signal);
  const args = { BASE: observed.baseReference };
  const targets = new Map<string, string>();
  const own = {
    infra: await ensure(recipe("infra", infra, { args })),
    agent: await ensure(recipe("agent", agent, { args })),
  };
  // It is used by few checks, but a check's time must not go into building it, nor may it lack where there is no network.
  await ensure(recipe("fault", fault, { args }));
  // one after the other: the classic builder goes through all earlier stages of a Dockerfile, and finds them done
  const first = recipe(request.lab, lab, { args });
  for (const target of request.targets) {
    targets.set(target, await ensure({ ...first, name: `${request.lab}/${target}`, target }));
  }
  return { ...own, targets };
}

/** Makes sure of one of podlab's own images; gives its reference. */
export async function ownImage(
  engine: Engine,
  which: OwnImage,
  root: PackageRoot,
  emit: Emit,
  signal: AbortSignal,
): Promise<string> {
  const [observed, context] = await Promise.all([observe(engine, root), ownContext(which, root)]);
  return ensureOne(engine, observed, recipe(which, context, { args: { BASE: observed.baseReference } }), emit, signal);
}

/** Makes sure of the image that all others are built on; gives its reference. */
export async function ensureBase(engine: Engine, root: PackageRoot, emit: Emit, signal: AbortSignal): Promise<string> {
  const observed = await observe(engine, root);
  await ensureBaseIn(engine, observed, emit, signal);
  return observed.baseReference;
}

/** All images that podlab made or builds on, as `images save` takes them: the root decides what the others are called. */
export async function podlabImages(engine: Engine): Promise<ImageSummary[]> {
  const images = await engine.images({});
  const root = chooseRoot(images);
  return images.filter(
    ({ id, labels, references }) => references.length > 0 && (IMAGE_LABEL in labels || id === root.id),
  );
}

/** What every decision rests on: the images that the engine holds, and the base that they ask for. */
interface Observed {
  readonly present: Set<string>;
  readonly root: RootImage;
  readonly base: Recipe;
  readonly baseReference: string;
}

async function observe(engine: Engine, root: PackageRoot): Promise<Observed> {
  const [images, context] = await Promise.all([engine.images({}), readContext(join(root, "docker/base"))]);
  const rootImage = chooseRoot(images);
  const base = recipe("base", context, { args: { ROOT: rootImage.reference } });
  return {
    present: new Set(images.flatMap(({ references }) => references)),
    root: rootImage,
    base,
    baseReference: referenceOf(base, rootImage.id),
  };
}

async function ensureOne(
  engine: Engine,
  observed: Observed,
  wanted: Recipe,
  emit: Emit,
  signal: AbortSignal,
): Promise<string> {
  const reference = referenceOf(wanted);
  if (observed.present.has(reference)) return reference;
  await ensureBaseIn(engine, observed, emit, signal);
  await buildImage(engine, wanted, reference, { emit, signal });
  return reference;
}

async function ensureBaseIn(engine: Engine, observed: Observed, emit: Emit, signal: AbortSignal): Promise<void> {
  const { present, base, baseReference } = observed;
  if (present.has(baseReference)) return;
  await buildImage(engine, base, baseReference, { emit, signal });
  present.add(baseReference);
}

async function ownContext(which: OwnImage, root: PackageRoot): Promise<BuildContext> {
  const context = await readContext(join(root, "docker", which));
  if (which !== "agent") return context;
  const program = await readContextFile(join(root, "dist/agent.js"), "dist/agent.js").catch((cause) => {
    throw new UserError("podlab's agent is not built", { hint: "npm run build", cause });
  });
  return joinContexts(context, [program]);
}

/** The lab's folder; with docker/shared beside it when the Dockerfile asks for that. */
async function labContext({ lab, dockerFolder, root }: ImagesRequest): Promise<BuildContext> {
  const context = await readContext(dockerFolder);
  const dockerfile = dockerfileOf(context);
  if (dockerfile === "") throw new UserError(`the lab ${lab} has no ${join(dockerFolder, "Dockerfile")}`);
  if (!dockerfile.includes("shared/")) return context;
  return joinContexts(context, await readContext(join(root, "docker/shared"), "shared"));
}
