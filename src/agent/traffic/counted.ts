import type { HttpRequest } from "../protocol.ts";
import { parseAddress, parseUrl } from "../target.ts";
import type { Counter, Ending } from "./tallies.ts";

/** Sends one request and counts it; one that was cancelled has no ending. */
export async function counted<T>(
  counter: Counter,
  send: () => Promise<T>,
  endingOf: (answer: T) => Ending,
): Promise<T> {
  counter.began();
  const answer = await send();
  counter.ended(endingOf(answer));
  return answer;
}

/**
 * Where a request goes, without what a connection needs besides.
 *
 * @throws InvalidRequestError
 */
export function addressOf({ url, connectTo }: Pick<HttpRequest, "url" | "connectTo">): { host: string; port: number } {
  if (connectTo !== undefined) return parseAddress(connectTo);
  const { hostname, port, protocol } = parseUrl(url);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || (protocol === "https:" ? 443 : 80)) };
}
