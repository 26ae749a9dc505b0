import { CHAPTERS } from "../../lab/chapters.ts";
import type { LabText } from "../../lab/text.ts";
import type { Lab, ServiceDefinition } from "../../lab/types.ts";
import { workspaceFiles } from "../../workspace/files.ts";
import type { LabFacts } from "./model.ts";

/** What the guide shows of a lab, from its definition and its text. */
export function labFacts(lab: Lab, text: LabText, folder: string): LabFacts {
  return {
    id: lab.id,
    chapter: CHAPTERS.find(({ id }) => id === lab.chapter)?.title ?? lab.chapter,
    title: lab.title,
    intro: text.intro,
    topology: text.topology,
    folder,
    files: workspaceFiles(lab).map(({ path }) => path),
    steps: lab.steps.map(({ id, points, checks }) => {
      const found = text.steps.find((step) => step.id === id);
      return {
        id,
        points,
        title: found?.title ?? id,
        body: found?.body ?? "",
        hints: found?.hints ?? [],
        checks: checks.map((check) => ({ id: check.id, title: check.title })),
      };
    }),
    services: Object.entries(lab.pods).flatMap(([pod, services]) =>
      Object.entries(services).map(([name, service]) => {
        const { files, image } = service;
        const own = files !== undefined;
        const isComponent = typeof image === "object" && image.kind === "component";
        return { name, pod, own, misbehaves: !own && !isComponent, port: portOf(service) };
      }),
    ),
  };
}

function portOf({ entry, ready }: ServiceDefinition): number | undefined {
  if (entry !== undefined) return entry.port;
  return typeof ready === "object" && "port" in ready ? ready.port : undefined;
}
