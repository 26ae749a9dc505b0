import { Label, ownerOf, sessionId } from "../../session/labels.ts";
import { findEngine } from "../../setup/engine-address.mjs";
import { getJson } from "../../setup/engine-http.mjs";
import { realPathOf } from "../../workspace/home.ts";

export interface RunningService {
  readonly lab: string;
  readonly service: string;
  /** "member", or "infra", whose service is the pod's name. */
  readonly role: string;
}

/** ms for an engine to answer. One that is not there says so at once; a machine that is busy takes longer than usual. */
const PATIENCE_MS = 1_500;

/** What runs for this learner, by one question to the engine and without its client; nothing where none answers. */
export async function runningServices({ home, env }: Readonly<{ home: string; env: NodeJS.ProcessEnv }>) {
  const owner = ownerOf(await realPathOf(home));
  const { engine } = await findEngine({ env, timeoutMs: PATIENCE_MS });
  if (engine === undefined) return [];
  const filters = encodeURIComponent(JSON.stringify({ label: [`${Label.owner}=${owner}`] }));
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const { json } = await getJson(engine, `/containers/json?all=1&filters=${filters}`, signal);
  const services = Array.isArray(json) ? json.flatMap((container: unknown) => serviceOf(container, owner)) : [];
  return services.sort((a, b) => a.service.localeCompare(b.service));
}

function serviceOf(container: unknown, owner: string): RunningService[] {
  const labels: unknown =
    typeof container === "object" && container !== null && "Labels" in container && container.Labels;
  if (typeof labels !== "object" || labels === null) return [];
  const read = (label: string) => String(Object.entries(labels).find(([name]) => name === label)?.[1] ?? "");
  const [lab, service, role] = [read(Label.lab), read(Label.service), read(Label.role)];
  // A lab that is being verified is the learner's as well, but nobody works in it.
  return read(Label.session) === sessionId(owner, lab) ? [{ lab, service, role }] : [];
}
