import { EnvironmentError, messageOf, UserError } from "../core/errors.ts";
import { NotFoundError, PortTakenError, SubnetTakenError } from "./errors.ts";

/** Node's codes for a connection that could not be made or that broke. */
const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "ENOTSOCK",
  "EPIPE",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ETIMEDOUT",
]);

/**
 * Turns whatever dockerode threw into an error of podlab's own, with the original as its `cause`.
 * @param host the engine's address, for the message
 */
export function translate(thrown: unknown, host: string): UserError {
  if (thrown instanceof UserError) return thrown;
  const words = engineWords(thrown);
  const options = { cause: thrown };
  if (codeOf(thrown) === "EACCES" || codeOf(thrown) === "EPERM") {
    return new EnvironmentError(`you may not use the engine at ${host}`, {
      ...options,
      hint: 'let yourself in with `sudo usermod -aG docker "$USER"`, log in again, then try `podlab doctor`',
    });
  }
  if (UNREACHABLE.has(codeOf(thrown)) || /socket hang up|^aborted$/i.test(words)) {
    return new EnvironmentError(`the engine at ${host} does not answer`, { ...options, hint: "podlab doctor" });
  }
  if (/no space left on device|disk quota exceeded/i.test(words)) {
    return new EnvironmentError("the engine has no space left", {
      ...options,
      hint: "free some with `podlab clean --images`",
    });
  }
  // Said so of an address of a network; of a port the engine says which program refused it.
  if (/^address already in use$/i.test(words.trim())) {
    return new EnvironmentError("an address of the lab's network is taken by something else", {
      ...options,
      hint: "`podlab stop` ends the lab and its network; then start it again",
    });
  }
  if (/port is already allocated|address already in use|ports are not available/i.test(words)) {
    return new PortTakenError(portIn(words), options);
  }
  if (/pool overlaps|overlapping IPv4/i.test(words)) {
    return new SubnetTakenError("the subnet overlaps one that the engine uses", options);
  }
  if (statusOf(thrown) === 404) return new NotFoundError(words, options);
  return new EnvironmentError(`the engine refused: ${words}`, options);
}

/** Whether the engine would not remove a thing because something still uses it. */
export function isInUse(thrown: unknown): boolean {
  return thrown instanceof EnvironmentError && statusOf(thrown.cause) === 409;
}

/** The HTTP status that the engine answered with; 0 when it was no answer of the engine's. */
export function statusOf(thrown: unknown): number {
  const status = member(thrown, "statusCode");
  return typeof status === "number" ? status : 0;
}

/** The engine's own message, without dockerode's "(HTTP code 500) server error - ". */
export function engineWords(thrown: unknown): string {
  const words = member(member(thrown, "json"), "message");
  return (typeof words === "string" ? words : messageOf(thrown)).trim();
}

function codeOf(thrown: unknown): string {
  const code = member(thrown, "code");
  return typeof code === "string" ? code : "";
}

/** The last ":port" before the complaint: the ones before it are the container's addresses. */
function portIn(words: string): number {
  const found = /(?:\d|\]|\*):(\d{1,5})\b(?!.*(?:\d|\]|\*):\d{1,5}\b)/.exec(words);
  return found === null ? 0 : Number(found[1]);
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
