import { check, describeTls } from "podlab";
import { forgetRequests, PLAIN, SIDECAR, seenByLegacy } from "./shop.ts";

export const servesOverTls = check(
  "serves-over-tls",
  "it shakes hands with modern clients, under its own name",
  async (context) => {
    const { certificate, fail, tls } = context;
    const { name } = certificate;
    const asked = `a TLS handshake with ${SIDECAR} for ${name}, trusting the session's authority`;
    const modern = await tls(SIDECAR, { servername: name, ca: await certificate.ca() });
    if (modern.outcome !== "shaken") {
      const timed = modern.outcome === "timeout";
      return fail({ asked, expected: "a handshake", seen: describeTls(modern) }, { timed });
    }
    if (!modern.authorized) {
      const seen = `${modern.authorizationError}: ${modern.subject}, for ${modern.altNames.join(", ") || "no name"}`;
      return fail({ asked, expected: `a certificate for ${name} that the session's authority issued`, seen });
    }
    if (!["TLSv1.2", "TLSv1.3"].includes(modern.protocol)) {
      return fail({ asked, expected: "TLS 1.2 or 1.3", seen: modern.protocol });
    }
    const old = await tls(SIDECAR, { servername: name, maxVersion: "TLSv1.1" });
    if (old.outcome === "shaken") {
      return fail({
        asked: `a TLS handshake with ${SIDECAR} by a client that knows only TLS 1.0 and 1.1`,
        expected: "refused: both are broken and retired (RFC 8996)",
        seen: `a handshake, ${old.protocol}`,
      });
    }
  },
);

export const keepsPlainPortPrivate = check(
  "keeps-plain-port-private",
  "nobody outside the pod talks to the shop in clear text",
  async (context) => {
    const { fail, http, seed, tcp } = context;
    const [direct] = await Promise.all([tcp(PLAIN), forgetRequests(context)]);
    if (direct.outcome !== "refused") {
      const asked = `a connection to ${PLAIN} from outside the pod`;
      const expected = "refused: the shop listens inside its pod only";
      return fail({ asked, expected, seen: direct.outcome }, { timed: direct.outcome === "timeout" });
    }
    const path = `/orders/${seed.word(16)}`;
    const answer = await http.get(`http://${SIDECAR}${path}`);
    if ((await seenByLegacy(context, path)).length > 0) {
      return fail({
        asked: `GET http://${SIDECAR}${path}, without TLS`,
        expected: "the shop never hears of it",
        seen: `the request reached the shop, the client got ${answer.status || answer.outcome}`,
      });
    }
  },
  { needs: [servesOverTls] },
);
