import { type CheckContext, count, describeRecord, type LoadRecord, type LoadRequest, tally } from "podlab";

/** The ambassador's two ports: one splits the users, one copies what it gets. */
export const SPLIT = "http://shop:8080";
export const TEE = "http://shop:8081";
/** The application beside it. */
export const SHOP = "http://shop:3000";
export const VERSIONS = ["web", "experiment"] as const;
export type Version = (typeof VERSIONS)[number];

export const PERCENT = 10;
const DIAL = "http://dial:8000/percent";
/**
 * For an ambassador to follow the dial, ms. The reference looks at it every second and follows 0.1 to 1.2 s after it was
 * turned.
 */
export const FOLLOWED_WITHIN_MS = 15_000;

const TIMEOUT_MS = 5_000;

/** One request's end, with the user that asked and the version that answered. */
export interface Visit {
  readonly user: string;
  /** As a version keeps it: "GET /path for USER". */
  readonly request: string;
  readonly status: number;
  readonly outcome: LoadRecord["outcome"];
  /** Undefined where there was no answer, or one of neither version. */
  readonly version: Version | undefined;
  readonly ms: number;
}

/** How the requests leave, and how long each may take (ms). */
export type Pace = Omit<LoadRequest, "request" | "values" | "identify"> & { readonly timeoutMs?: number };

/** New users, with nothing in common but chance. */
export function newUsers({ seed }: CheckContext, count: number): string[] {
  return Array.from({ length: count }, () => seed.uuid());
}

/** Requests in the order of `users`, one each unless the pace says otherwise, every one for another path. */
export async function visit(
  context: CheckContext,
  users: readonly string[],
  { timeoutMs = TIMEOUT_MS, ...pace }: Pace = {},
  target = SPLIT,
): Promise<Visit[]> {
  const { load, parameters, seed } = context;
  const topic = seed.word(12);
  const { records } = await load({
    request: { url: `${target}/${topic}/{n}`, headers: { "X-User-Id": "{value}" }, timeoutMs },
    values: users,
    identify: { json: "version" },
    count: users.length,
    keepAlive: true,
    ...pace,
  });
  return records.map(({ n, status, outcome, by, sentAt, answeredAt }) => ({
    user: users[n % users.length] ?? "",
    request: `GET /${topic}/${n} for ${users[n % users.length]}`,
    status,
    outcome,
    version: VERSIONS.find((version) => parameters[version] === by),
    ms: answeredAt - sentAt,
  }));
}

/** Who was answered by the experiment. */
export function usersOfTheExperiment(visits: readonly Visit[]): string[] {
  return [...new Set(visits.filter(({ version }) => version === "experiment").map(({ user }) => user))];
}

/** Fails unless every request was answered with 200 by one of the two versions. */
export function demandAnswers({ fail }: CheckContext, visits: readonly Visit[], asked: string): void {
  const bad = visits.filter(({ status, version }) => status !== 200 || version === undefined);
  if (bad.length === 0) return;
  fail({
    asked,
    expected: "status 200 and one version's own answer for each",
    seen: `${count(bad.length)} of ${count(visits.length)} failed: ${tally(bad.map(describe))}`,
  });
}

/** Fails where a load with a time limit came to its end before all had asked: each request waited for others. */
export function demandAllSent({ fail }: CheckContext, visits: readonly Visit[], planned: number, asked: string): void {
  if (visits.length === planned) return;
  const seen = `${visits.length} were when the time was up`;
  fail({ asked, expected: `all ${planned} answered in time`, seen }, { timed: true });
}

/** Turns the dial, as an operator would. */
export async function turnDial({ http, broken }: CheckContext, percent: number): Promise<void> {
  const { status } = await http.request({ method: "PUT", url: DIAL, body: { text: String(percent) } });
  if (status !== 200) broken(`the dial can't be turned: it answered with ${status}`);
}

/**
 * Puts the dial back to 10 % where somebody, or a check that was cut off, has left it elsewhere, and gives the ambassador
 * the time that it may take to follow: from outside, a share can't be told from one that is near.
 */
export async function dialAtTen(context: CheckContext): Promise<void> {
  const { body } = await context.http.get(DIAL);
  if (body.trim() === String(PERCENT)) return;
  await turnDial(context, PERCENT);
  await context.pause(FOLLOWED_WITHIN_MS);
}

/** Both versions forget what they were asked. */
export async function forget({ admin }: CheckContext): Promise<void> {
  await Promise.all(VERSIONS.map((version) => admin.post(version, "/__ctl/reset")));
}

/**
 * What of these visits reached a version since it forgot, by its own record: "GET /path for USER", in the order of
 * arrival, with a path or a user of theirs. Others (an ambassador's health checks, a browser) are not our business.
 */
export async function reached(context: CheckContext, version: Version, visits: readonly Visit[]): Promise<string[]> {
  const record = await context.admin.get(version, "/__ctl/asked");
  if (!Array.isArray(record)) return context.broken(`the record of ${version} can't be read`);
  const ours = new Set(visits.flatMap(({ request }) => marksOf(request)));
  return record.map(String).filter((request) => marksOf(request).some((mark) => ours.has(mark)));
}

/** Path and user of "GET /path for USER". */
function marksOf(request: string): string[] {
  const [, path = "", , user = ""] = request.split(" ");
  return [path, user];
}

/** "12, of which 3 are other, like GET / for nobody". */
export function describeReached(requests: readonly string[], expected: ReadonlySet<string>): string {
  const odd = requests.filter((request) => !expected.has(request));
  return odd.length === 0
    ? `${requests.length}`
    : `${requests.length}, of which ${odd.length} are other, like ${odd[0]}`;
}

function describe({ status, outcome }: Visit): string {
  return status === 200 ? "status 200 from neither version" : describeRecord({ status, outcome, by: "" });
}
