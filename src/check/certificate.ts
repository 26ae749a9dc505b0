import { readAuthority, readSerial, rotateCertificate } from "../session/authority.ts";
import { BrokenError } from "./failure.ts";
import type { Scope } from "./scope.ts";
import type { SessionCertificate } from "./types.ts";

/** The session's certificate, for labs that ask for one. */
export function createCertificate(scope: Scope): SessionCertificate {
  const { session, signal, evidence } = scope;
  const { lab, parameters } = session;
  const nameOf = (): string => {
    if (!lab.certificate) throw new BrokenError("the check asks for a certificate, and the lab has none");
    return lab.certificate(parameters).name;
  };
  return {
    get name() {
      return nameOf();
    },
    async ca() {
      nameOf();
      signal.throwIfAborted();
      return readAuthority(await session.agent());
    },
    async serial() {
      nameOf();
      signal.throwIfAborted();
      return readSerial(await session.agent());
    },
    async rotate() {
      const name = nameOf();
      signal.throwIfAborted();
      const at = evidence.now();
      const serial = await rotateCertificate(await session.agent(), name);
      evidence.add({ kind: "note", what: `a new key and certificate for ${name} in /certs`, answer: serial, at });
      return serial;
    },
  };
}
