import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A key and certificate, PEM. */
export interface Credential {
  readonly key: string;
  readonly certificate: string;
  /** Hex, upper case, as Node prints it. */
  readonly serial: string;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY_MS = 86_400_000;

/** Makes an authority for one session. */
export async function createAuthority(session: string): Promise<Credential> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: `CN=podlab session ${session}`,
    ...validity(30),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return { key: await pemOf(keys.privateKey), certificate: certificate.toString("pem"), serial: serialOf(certificate) };
}

/** Issues a key and certificate for a DNS name. */
export async function issue(authority: Pick<Credential, "key" | "certificate">, name: string): Promise<Credential> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const signingKey = await webcrypto.subtle.importKey("pkcs8", derOf(authority.key), ALGORITHM, false, ["sign"]);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: `CN=${name}`,
    issuer: issuer.subject,
    ...validity(7),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: "dns", value: name }]),
    ],
  });
  return { key: await pemOf(keys.privateKey), certificate: certificate.toString("pem"), serial: serialOf(certificate) };
}

/** The serial number of a PEM certificate, as Node's TLS prints it. */
export function serialOfPem(pem: string): string {
  return serialOf(new x509.X509Certificate(pem));
}

function serialOf(certificate: x509.X509Certificate): string {
  return certificate.serialNumber.replace(/^(00)+/, "").toUpperCase();
}

/** A positive serial: the first byte has neither its top bit set nor all bits clear. */
function newSerial(): string {
  const bytes = randomBytes(12);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString("hex");
}

/** From an hour ago, so that a container's clock that is a little behind does no harm. */
function validity(days: number): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - 3_600_000), notAfter: new Date(now + days * DAY_MS) };
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = await webcrypto.subtle.exportKey("pkcs8", key);
  return x509.PemConverter.encode(der, "PRIVATE KEY");
}

function derOf(pem: string): ArrayBuffer {
  const der = x509.PemConverter.decode(pem)[0];
  if (der === undefined) throw new RangeError("not a PEM key");
  return der;
}
