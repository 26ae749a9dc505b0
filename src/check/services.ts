import type { Lab, ServiceDefinition } from "../lab/types.ts";

/** Every service of a lab by name, with the pod that it belongs to. */
export function servicesOf(lab: Pick<Lab, "pods">): Map<string, { pod: string; service: ServiceDefinition }> {
  return new Map(
    Object.entries(lab.pods).flatMap(([pod, services]) =>
      Object.entries(services).map(([name, service]) => [name, { pod, service }] as const),
    ),
  );
}

/** Whether the lab brings the service; else it runs the learner's files. */
export function isProvided(lab: Pick<Lab, "pods">, service: string): boolean {
  const found = servicesOf(lab).get(service);
  return found !== undefined && found.service.files === undefined;
}
