import { type Answer, check, tally } from "podlab";
import { ask, forgetRequests, seenByLegacy } from "./shop.ts";
import { servesOverTls } from "./tls.ts";

const UPLOADS = 20;
const UPLOAD_BYTES = 2_000_000;
/** The reference needs about 0.6 s for all of them together on two busy cores. */
const UPLOAD_TIMEOUT_MS = 15_000;

export const carriesLargeBodies = check(
  "carries-large-bodies",
  "uploads of 2 MB arrive and come back unchanged",
  async (context) => {
    const { fail, seed } = context;
    await forgetRequests(context);
    const path = `/echo?upload=${seed.word(16)}`;
    const answers = await Promise.all(
      Array.from({ length: UPLOADS }, () => {
        const body = { random: { bytes: UPLOAD_BYTES, seed: seed.int(1, 2 ** 31 - 1) } };
        return ask(context, path, { method: "POST", body, maxBody: 200, timeoutMs: UPLOAD_TIMEOUT_MS });
      }),
    );
    const asked = `${UPLOADS} uploads of 2 MB to /echo at once, random bytes`;
    const expected = "200 for each, with the very bytes that were sent";
    if (!answers.every(isEcho)) return fail({ asked, expected, seen: tally(answers.map(describeEcho)) });
    const arrived = (await seenByLegacy(context, path)).length;
    if (arrived !== UPLOADS) {
      fail({ asked, expected: "each reaches the shop once", seen: `${arrived} requests reached the shop` });
    }
  },
  { needs: [servesOverTls] },
);

export const tellsWhoAsked = check(
  "tells-who-asked",
  "the shop learns who asked, for what name, and that it was HTTPS",
  async (context) => {
    const { agentAddress, certificate, fail, seed } = context;
    await forgetRequests(context);
    const judge = async (asked: string, sent: Record<string, string>) => {
      const path = `/orders/${seed.word(16)}`;
      (await ask(context, path, { headers: sent })).expectStatus(200);
      const [headers, ...more] = await seenByLegacy(context, path);
      if (headers === undefined || more.length > 0) {
        const seen = `${headers === undefined ? 0 : more.length + 1} requests reached the shop`;
        return fail({ asked, expected: "it reaches the shop once", seen });
      }
      const { host, "x-forwarded-proto": proto, "x-forwarded-for": chain } = headers;
      const expectation = (expected: string, name: string, value: unknown) =>
        fail({ asked, expected, seen: value === undefined ? `no ${name} reached the shop` : `${name}: ${value}` });
      if (host !== certificate.name && host !== `${certificate.name}:8443`) {
        return expectation(`the name the client asked for: ${certificate.name}`, "Host", host);
      }
      if (proto !== "https") return expectation("the scheme the client used: https", "X-Forwarded-Proto", proto);
      if (String(chain).split(",").at(-1)?.trim() !== agentAddress) {
        return expectation(`the client's address at the end: ${agentAddress}`, "X-Forwarded-For", chain);
      }
    };
    await judge("what the shop sees of a request over HTTPS", {});
    const lie = { "X-Forwarded-For": `203.0.113.${seed.int(1, 254)}`, "X-Forwarded-Proto": "http" };
    await judge("what the shop sees when the client makes up its own X-Forwarded headers", lie);
  },
  { needs: [servesOverTls] },
);

function isEcho({ raw }: Answer): boolean {
  return raw.outcome === "answered" && raw.status === 200 && raw.bodySha256 === raw.sentSha256;
}

function describeEcho(answer: Answer): string {
  const { raw, status, outcome } = answer;
  if (raw.outcome !== "answered") return `no answer (${outcome})`;
  if (status !== 200) return `status ${status}`;
  return isEcho(answer) ? "200, unchanged" : `200 with other bytes (${raw.bodyBytes} of ${UPLOAD_BYTES})`;
}
