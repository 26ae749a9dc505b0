/**
 * What a service's image is made of: a build target of the lab's own Dockerfile (by its name), a program of the lab's
 * docker folder on docker/shared, or a component that all labs share (a folder of docker/components).
 */
export type ImageSource =
  | string
  | { readonly kind: "provided"; readonly program: string }
  | { readonly kind: "component"; readonly component: string; readonly program?: string };

/** Where an image of the kind "provided" holds the files of the lab's docker folder. */
export const LAB_PROGRAMS = "/opt/podlab/lab";

/** Names the image among those of its lab: "front", "provided", "component-etcd". */
export function imageName(source: ImageSource): string {
  if (typeof source === "string") return source;
  return source.kind === "provided" ? source.kind : `${source.kind}-${source.component}`;
}

/** What the container runs instead of the image's own command; undefined where that serves. */
export function commandOf(source: ImageSource): readonly string[] | undefined {
  if (typeof source === "string") return undefined;
  if (source.kind === "provided") return ["node", `${LAB_PROGRAMS}/${source.program}`];
  return source.program === undefined ? undefined : [source.program];
}
