import type { Lab, ServiceDefinition } from "../lab/types.ts";
import { READY_WITHIN_MS } from "../session/readiness.ts";

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

/** How long (ms) a service may take to get ready, after a fault as after a start. */
export function readyWithinMs(lab: Pick<Lab, "pods">, service: string): number {
  return isProvided(lab, service) ? READY_WITHIN_MS.provided : READY_WITHIN_MS.learners;
}
