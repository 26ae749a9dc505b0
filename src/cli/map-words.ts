import type { Lab, ServiceDefinition } from "../lab/types.ts";

/** The lab's topology in words, for whoever can't see its drawing: each pod, its services, what is the learner's. */
export function mapInWords({ pods }: Pick<Lab, "pods">): string {
  return Object.entries(pods)
    .map(([pod, services]) => {
      const parts = Object.entries(services).map(([name, service]) => `${name} (${aboutService(service)})`);
      return `Pod ${pod}: ${parts.join("; ")}.`;
    })
    .join("\n");
}

function aboutService({ files, entry, after = [] }: ServiceDefinition): string {
  const own = (files ?? []).map((file) => file.replace(/\?$/, ""));
  return [
    own.length > 0 ? `yours: ${own.join(", ")}` : "provided",
    ...(entry ? [`you reach it by ${entry.scheme} on port ${entry.port}`] : []),
    ...(after.length > 0 ? [`begins after ${after.join(", ")}`] : []),
  ].join(", ");
}
