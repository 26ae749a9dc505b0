import type { Agent } from "../agent/client.ts";
import type { Engine } from "../engine/types.ts";
import { CERTIFICATE_FOLDER, STATE_FOLDER } from "./places.ts";

/** Read-only for services that run as another user; the volume is mounted read-only in them. */
const READABLE = 0o644;
const OWNER_ONLY = 0o600;

/** Puts a new authority and a certificate for the name onto the session's volumes, through a container not yet started. */
export async function placeAuthority(engine: Engine, agent: string, session: string, name: string): Promise<void> {
  const { createAuthority, issue } = await import("./certificates.ts");
  const authority = await createAuthority(session);
  const credential = await issue(authority, name);
  await engine.putFiles(agent, STATE_FOLDER, [
    { path: "ca.key", content: Buffer.from(authority.key), mode: OWNER_ONLY },
    { path: "ca.crt", content: Buffer.from(authority.certificate), mode: READABLE },
  ]);
  await engine.putFiles(agent, CERTIFICATE_FOLDER, [
    { path: "ca.crt", content: Buffer.from(authority.certificate), mode: READABLE },
    ...credentialFiles(credential).map(({ path, text }) => ({ path, content: Buffer.from(text), mode: READABLE })),
  ]);
}

/** Issues a new key and certificate for the name and renames them into place; gives the new serial number. */
export async function rotateCertificate(agent: Agent, name: string): Promise<string> {
  const { issue } = await import("./certificates.ts");
  const [key, certificate] = await Promise.all([
    readText(agent, `${STATE_FOLDER}/ca.key`),
    readText(agent, `${STATE_FOLDER}/ca.crt`),
  ]);
  const credential = await issue({ key, certificate }, name);
  for (const { path, text } of credentialFiles(credential)) {
    const base64 = Buffer.from(text).toString("base64");
    await agent.ask<"write">({ op: "write", path: `${CERTIFICATE_FOLDER}/${path}`, base64, mode: READABLE });
  }
  return credential.serial;
}

/** The authority's certificate, PEM. */
export async function readAuthority(agent: Agent): Promise<string> {
  return readText(agent, `${CERTIFICATE_FOLDER}/ca.crt`);
}

/** The serial number of the certificate that lies in place now. */
export async function readSerial(agent: Agent): Promise<string> {
  const { serialOfPem } = await import("./certificates.ts");
  return serialOfPem(await readText(agent, `${CERTIFICATE_FOLDER}/tls.crt`));
}

/** The certificate comes last: who watches it finds the key that belongs to it. */
function credentialFiles(credential: { key: string; certificate: string }): { path: string; text: string }[] {
  return [
    { path: "tls.key", text: credential.key },
    { path: "tls.pem", text: `${credential.certificate}\n${credential.key}\n` },
    { path: "tls.crt", text: credential.certificate },
  ];
}

async function readText(agent: Agent, path: string): Promise<string> {
  const { base64 } = await agent.ask<"read">({ op: "read", path });
  return Buffer.from(base64, "base64").toString("utf8");
}
