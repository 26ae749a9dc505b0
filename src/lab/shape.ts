import { CHAPTERS } from "./chapters.ts";

/** What is wrong with the value that a lab.ts exports, one sentence each; empty when it has a lab's shape. */
export function shapeProblems(value: unknown): string[] {
  if (!isRecord(value)) return ["it has no default export that is an object"];
  const problems: string[] = [];
  if (!CHAPTERS.some(({ id }) => id === value["chapter"])) {
    problems.push(
      `chapter is ${JSON.stringify(value["chapter"])}; it must be one of ${CHAPTERS.map(({ id }) => id).join(", ")}`,
    );
  }
  if (typeof value["title"] !== "string" || value["title"] === "") problems.push("title is missing");
  if (typeof value["minutes"] !== "number") problems.push("minutes is missing");
  if (!isRecord(value["pods"]) || Object.keys(value["pods"]).length === 0) problems.push("it has no pods");
  else problems.push(...podProblems(value["pods"]));
  if (isRecord(value["pods"]) && Object.keys(value["pods"]).length > MAX_PODS) {
    problems.push(`it has more than ${MAX_PODS} pods`);
  }
  if (!Array.isArray(value["steps"]) || value["steps"].length === 0) problems.push("it has no steps");
  else problems.push(...value["steps"].flatMap(stepProblems));
  return problems;
}

function stepProblems(step: unknown, index: number): string[] {
  if (!isRecord(step) || typeof step["id"] !== "string") return [`step ${index + 1} has no id`];
  const { id, points, checks } = step;
  const problems: string[] = [];
  if (typeof points !== "number") problems.push(`the step ${id} has no points`);
  if (step["prediction"] !== undefined && !isPrediction(step["prediction"]))
    problems.push(`the prediction of the step ${id} lacks one of id, question, unit and check`);
  if (!Array.isArray(checks) || !checks.every(isCheck)) problems.push(`the step ${id} has no list of checks`);
  return problems;
}

function isCheck(value: unknown): boolean {
  return isRecord(value) && typeof value["id"] === "string" && typeof value["run"] === "function";
}

function isPrediction(value: unknown): boolean {
  return isRecord(value) && ["id", "question", "unit", "check"].every((member) => typeof value[member] === "string");
}

/** Services that wait for one that is not there, or for each other. */
function waitProblems(services: ReadonlyMap<string, readonly unknown[]>): string[] {
  const problems = [...services].flatMap(([name, after]) =>
    after.flatMap((other) =>
      typeof other === "string" && services.has(other)
        ? []
        : [`the service ${name} waits for ${other}, which the lab does not have`],
    ),
  );
  const waitsForItself = (name: string): boolean => {
    const seen = new Set<unknown>();
    const reach = (from: string) => {
      for (const other of services.get(from) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        if (typeof other === "string") reach(other);
      }
    };
    reach(name);
    return seen.has(name);
  };
  const circle = [...services.keys()].filter(waitsForItself);
  return circle.length === 0 ? problems : [...problems, `these services wait for each other: ${circle.join(", ")}`];
}

function podProblems(pods: Record<string, unknown>): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const waits = new Map<string, readonly unknown[]>();
  for (const [pod, services] of Object.entries(pods)) {
    if (!NAME.test(pod)) problems.push(`the pod name ${pod} is not a host name (a to z, 0 to 9, -)`);
    if (!isRecord(services) || Object.keys(services).length === 0) {
      problems.push(`the pod ${pod} has no services`);
      continue;
    }
    for (const [name, service] of Object.entries(services)) {
      if (!NAME.test(name)) problems.push(`the service name ${name} is not a host name (a to z, 0 to 9, -)`);
      if (seen.has(name)) problems.push(`two services are named ${name}`);
      seen.add(name);
      if (isRecord(service)) waits.set(name, Array.isArray(service["after"]) ? service["after"] : []);
      if (!isRecord(service) || !isImage(service["image"])) problems.push(`the service ${name} has no image`);
      else if (service["data"] !== undefined && service["files"] !== undefined)
        problems.push(`the service ${name} has learners' files and data: nothing would bound what they write there`);
    }
  }
  return [...problems, ...waitProblems(waits)];
}

function isImage(image: unknown): boolean {
  if (typeof image === "string") return true;
  return isRecord(image) && typeof image[image["kind"] === "provided" ? "program" : "component"] === "string";
}

/** A lab's network is a /27: 32 addresses less the network's, the gateway's, the agent's and the broadcast address. */
const MAX_PODS = 28;
const NAME = /^[a-z][a-z0-9-]{0,40}$/;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
