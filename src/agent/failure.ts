/** The request itself is wrong; answered with code "invalid". */
export class InvalidRequestError extends Error {
  override readonly name = "InvalidRequestError";
}

/** The request was ended by another one; answered with code "cancelled". */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
  constructor() {
    super("cancelled");
  }
}

/** How a thrown thing is answered: a fault in the request, its cancelling, or the agent's own failure. */
export function failureOf(thrown: unknown): { code: "cancelled" | "invalid" | "failed"; message: string } {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof CancelledError) return { code: "cancelled", message };
  if (thrown instanceof InvalidRequestError || isRefusedArgument(thrown)) return { code: "invalid", message };
  return { code: "failed", message: message === "" ? "unknown error" : message };
}

/** The `code` of a system or Node error; empty when it has none. */
export function errorCode(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";
}

/** Node refuses header values, methods, paths and TLS options that can't be sent: that is the request's fault. */
function isRefusedArgument(thrown: unknown): boolean {
  return /^ERR_(INVALID_|UNESCAPED_|HTTP_INVALID_|TLS_INVALID_|TLS_PROTOCOL_VERSION_CONFLICT)/.test(errorCode(thrown));
}
