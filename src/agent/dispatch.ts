import { readFile, writeFile } from "./files.ts";
import { sendHttp } from "./http.ts";
import { runLoad } from "./load/run.ts";
import type { AgentRequest, AgentResults } from "./protocol.ts";
import { waitReady } from "./ready.ts";
import { talkTcp } from "./tcp.ts";
import { shakeHands } from "./tls.ts";

/** What a request needs of the channel that it came over. */
export interface ChannelControl {
  cancel(target: number): void;
  /** The event loop's lag (ms) since the last answer. */
  lagMs(): number;
}

/** Does what a request asks for. */
export async function dispatch(
  request: AgentRequest,
  control: ChannelControl,
  signal: AbortSignal,
): Promise<AgentResults[keyof AgentResults]> {
  switch (request.op) {
    case "ping":
      return { pid: process.pid, lagMs: control.lagMs() };
    case "http":
      return sendHttp(request, signal);
    case "tls":
      return shakeHands(request, signal);
    case "tcp":
      return talkTcp(request, signal);
    case "load":
      return runLoad(request, signal);
    case "ready":
      return waitReady(request, signal);
    case "read":
      return readFile(request.path);
    case "write":
      return writeFile(request.path, request.base64, request.mode);
    case "cancel":
      control.cancel(request.target);
      return {};
  }
}
