import { type Answer, type CheckContext, members, recordsIn } from "podlab";

/** Where the sidecar listens, and where the shop would if it could be reached. */
export const SIDECAR = "shop:8443";
export const PLAIN = "shop:8080";

type Options = Parameters<CheckContext["http"]["get"]>[1] & { method?: string };

/** Asks the shop as a client on the internet would: over TLS, by its name, trusting the session's authority alone. */
export async function ask(context: CheckContext, path: string, options: Options = {}): Promise<Answer> {
  const { certificate, http } = context;
  return http.request({
    url: `https://${certificate.name}:8443${path}`,
    connectTo: SIDECAR,
    ca: await certificate.ca(),
    ...options,
  });
}

/**
 * Lets the legacy service forget what it saw: the same seed draws the same paths, so a run would count what an earlier one
 * asked for.
 */
export async function forgetRequests(context: CheckContext): Promise<void> {
  await askLegacy(context, "POST", "/__ctl/reset");
}

/** The headers of each request that reached the legacy service with this beginning of its path, by its own record. */
export async function seenByLegacy(context: CheckContext, path: string): Promise<Record<string, unknown>[]> {
  const history = await askLegacy(context, "GET", `/__ctl/history?kind=client&path=${path}`);
  return recordsIn(history).map(({ headers }) => members(headers));
}

/** Its admin routes are on a socket in its own container, for it is private to its pod. */
async function askLegacy(context: CheckContext, method: string, path: string): Promise<unknown> {
  const ctl = ["node", "/opt/podlab/shared/ctl.mjs", "/tmp/ctl.sock", method, path];
  const { code, stdout, stderr } = await context.exec("legacy", ctl);
  return code === 0 ? JSON.parse(stdout) : context.broken(`the legacy service's record can't be read: ${stderr}`);
}
