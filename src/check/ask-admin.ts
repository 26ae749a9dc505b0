import type { Session } from "../session/types.ts";
import { describeHttp } from "./describe.ts";
import { BrokenError } from "./failure.ts";
import { isProvided, servicesOf } from "./services.ts";
import { excerpt } from "./words.ts";

/** Where provided services answer podlab, and the header by which they know it (docker/shared/admin.mjs). */
const ADMIN_PORT = 9900;
const TOKEN_HEADER = "x-podlab-token";
const TIMEOUT_MS = 2_000;
/** A history of 5 000 requests with their headers has its place in it. */
const MOST_BYTES = 8 * 1024 * 1024;

export interface AdminQuestion {
  readonly service: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Asks a provided service on its admin port; gives the answer's JSON.
 *
 * @throws BrokenError where it is not provided, does not answer, or not with status 200 and JSON
 */
export async function askAdmin(session: Session, question: AdminQuestion, signal: AbortSignal): Promise<unknown> {
  const { service, method, path, body } = question;
  const pod = servicesOf(session.lab).get(service)?.pod;
  if (pod === undefined || !isProvided(session.lab, service)) {
    throw new BrokenError(`the check asks the admin port of "${service}", which is no service that the lab provides`);
  }
  const agent = await session.agent();
  const answer = await agent.ask<"http">(
    {
      op: "http",
      method,
      url: `http://${pod}:${ADMIN_PORT}${path}`,
      headers: { [TOKEN_HEADER]: session.token, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: { text: JSON.stringify(body) } }),
      timeoutMs: TIMEOUT_MS,
      maxBody: MOST_BYTES,
    },
    signal,
  );
  const asked = `the admin port of ${service} (${method} ${path})`;
  if (answer.outcome !== "answered") throw new BrokenError(`${asked} gave ${describeHttp(answer)}`);
  if (answer.status !== 200) throw new BrokenError(`${asked} gave status ${answer.status}: ${excerpt(answer.body)}`);
  try {
    return JSON.parse(answer.body);
  } catch {
    throw new BrokenError(`${asked} gave no JSON: ${excerpt(answer.body)}`);
  }
}
