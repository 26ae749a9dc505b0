import { join } from "node:path";
import type { Emit } from "../core/events.ts";
import { type ImageSource, imageName } from "../core/image-source.ts";
import { readContext } from "./context.ts";
import { buildImage } from "./image-builder.ts";
import { type LabFolders, labImage, type OwnImage, ownContext } from "./image-contexts.ts";
import { IMAGE_LABEL, type Recipe, recipe, referenceOf } from "./recipe.ts";
import { chooseRoot, type RootImage } from "./root-image.ts";
import type { Engine, ImageSummary } from "./types.ts";

/** The absolute folder that holds docker/, labs/ and dist/. */
export type PackageRoot = string;

export interface ImagesRequest extends LabFolders {
  readonly sources: readonly ImageSource[];
}

/** References of all that a session needs. */
export interface SessionImages {
  readonly infra: string;
  readonly agent: string;
  /** By `imageName`. */
  readonly services: ReadonlyMap<string, string>;
}

/**
 * Makes sure that a lab's images and podlab's own are on the engine. What is there is never built again, for references
 * are made from contents; the check alone costs one request and the reading of the files.
 * @throws EnvironmentError when a build fails or there is no root image; UserError when there is nothing to build an image from
 */
export async function ensureImages(
  engine: Engine,
  request: ImagesRequest,
  emit: Emit,
  signal: AbortSignal,
): Promise<SessionImages> {
  // a service that runs another program of the lab's has the same image
  const sources = [...new Map(request.sources.map((source) => [imageName(source), source])).values()];
  const [observed, infra, agent, fault, ...wanted] = await Promise.all([
    observe(engine, request.root),
    ownContext("infra", request.root),
    ownContext("agent", request.root),
    ownContext("fault", request.root),
    ...sources.map((source) => labImage(source, request)),
  ]);
  const ensure = (one: Recipe) => ensureOne(engine, observed, one, emit, signal);
  const args = { BASE: observed.baseReference };
  const own = {
    infra: await ensure(recipe("infra", infra, { args })),
    agent: await ensure(recipe("agent", agent, { args })),
  };
  // It is used by few checks, but a check's time must not go into building it, nor may it lack where there is no network.
  await ensure(recipe("fault", fault, { args }));
  const services = new Map<string, string>();
  // one after the other: the classic builder goes through all earlier stages of a Dockerfile, and finds them done
  for (const [index, { name, context, target }] of wanted.entries()) {
    const reference = await ensure(recipe(name, context, { args, ...(target !== undefined && { target }) }));
    services.set(imageName(sources[index] ?? ""), reference);
  }
  return { ...own, services };
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
