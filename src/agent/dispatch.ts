import { readFile, writeFile } from "./files.ts";
import { sendHttp } from "./http.ts";
import { runLoad } from "./load/run.ts";
import type { AgentRequest, AgentResults } from "./protocol.ts";
import { waitReady } from "./ready.ts";
import { talkTcp } from "./tcp.ts";
import { shakeHands } from "./tls.ts";
import { addressOf, counted } from "./traffic/counted.ts";
import type { HubLink } from "./traffic/hub-link.ts";
import { type Counter, endingOf } from "./traffic/tallies.ts";

/** What a request needs of the channel that it came over. */
export interface ChannelControl {
  cancel(target: number): void;
  /** The event loop's lag (ms) since the last answer. */
  lagMs(): number;
  readonly traffic: HubLink;
}

/** Does what a request asks for. */
export async function dispatch(
  request: AgentRequest,
  control: ChannelControl,
  signal: AbortSignal,
): Promise<AgentResults[keyof AgentResults]> {
  const counterOf = ({ host, port }: { host: string; port: number }): Counter =>
    control.traffic.tallies.counter("podlab", host, port);
  switch (request.op) {
    case "ping":
      return { pid: process.pid, lagMs: control.lagMs() };
    case "http":
      return counted(
        counterOf(addressOf(request)),
        () => sendHttp(request, signal),
        (answer) => endingOf(answer.outcome === "answered" ? answer.status : 0),
      );
    case "tls":
      return counted(
        counterOf(request),
        () => shakeHands(request, signal),
        ({ outcome }) => (outcome === "shaken" ? "answered" : "error"),
      );
    case "tcp":
      return counted(
        counterOf(request),
        () => talkTcp(request, signal),
        ({ outcome }) => (outcome === "connected" ? "answered" : "error"),
      );
    case "load":
      return runLoad(request, signal, counterOf(addressOf(request.request)));
    case "ready":
      return waitReady(request, signal);
    case "traffic":
      return control.traffic.totals();
    case "read":
      return readFile(request.path);
    case "write":
      return writeFile(request.path, request.base64, request.mode);
    case "cancel":
      control.cancel(request.target);
      return {};
  }
}
