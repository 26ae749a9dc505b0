/**
 * The headers to send: those given, and Host and Content-Length unless they are given too (a check may lie about
 * either). A body without Content-Length goes in chunks when Transfer-Encoding says so.
 */
export function headersFor(
  given: Readonly<Record<string, string>>,
  authority: string,
  bodyBytes: number | undefined,
): Record<string, string> {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const headers = { ...given };
  if (!names.has("host")) headers["Host"] = authority;
  if (bodyBytes !== undefined && !names.has("content-length") && !names.has("transfer-encoding")) {
    headers["Content-Length"] = String(bodyBytes);
  }
  return headers;
}
