import { X509Certificate } from "node:crypto";
import tls from "node:tls";
import { errorCode } from "./failure.ts";
import type { Handshake } from "./protocol.ts";

/** What a finished handshake showed; `servername` is the name that the certificate should carry. */
export function handshakeOf(socket: tls.TLSSocket, servername: string): Handshake {
  // Without a certificate Node gives an empty object.
  const { raw }: { raw?: Buffer } = socket.getPeerCertificate();
  // Not getPeerX509Certificate: it takes the certificate off the connection (nodejs/node#65579), which then has none.
  const certificate = raw === undefined ? undefined : new X509Certificate(raw);
  const authorizationError = identityError(socket, servername);
  return {
    protocol: socket.getProtocol() ?? "",
    authorized: authorizationError === "",
    authorizationError,
    subject: certificate?.subject.replaceAll("\n", ", ") ?? "",
    altNames: altNamesOf(certificate?.subjectAltName ?? ""),
    serial: certificate?.serialNumber.toUpperCase() ?? "",
    validTo: isoDate(certificate),
  };
}

/**
 * Why the peer's certificate is not to be trusted: OpenSSL's code for its chain, "ERR_TLS_CERT_ALTNAME_INVALID" when
 * only the name is wrong; empty when all is well.
 */
export function identityError(socket: tls.TLSSocket, servername: string): string {
  if (!socket.authorized) return String(socket.authorizationError ?? "UNVERIFIED");
  const wrongName = tls.checkServerIdentity(servername, socket.getPeerCertificate());
  return wrongName === undefined ? "" : errorCode(wrongName) || wrongName.message;
}

/** From "DNS:a.test, IP Address:10.0.0.1" the names alone. Node puts a name in quotes when it holds a comma or worse. */
function altNamesOf(text: string): string[] {
  return [...text.matchAll(/(?:^|, )[A-Za-z0-9 ]+:("(?:[^"\\]|\\.)*"|[^,]*)/g)].map((match) => match[1] ?? "");
}

function isoDate(certificate: X509Certificate | undefined): string {
  const date = new Date(certificate?.validTo ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? (certificate?.validTo ?? "") : date.toISOString();
}
