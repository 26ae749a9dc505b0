import type { Agent } from "../agent/client.ts";
import type { LoadRequest } from "../agent/protocol.ts";
import { readAuthority } from "../session/authority.ts";
import type { Session } from "../session/types.ts";
import { describeHttpInFull, describeLoad, describeTcp, describeTls } from "./describe.ts";
import { parseProbe } from "./parse-probe.ts";
import type { HttpCommand, LoadCommand } from "./probe-command.ts";

/** What a probe by hand found: for people, and as the agent said it. */
export interface ProbeReport {
  readonly text: string;
  readonly json: unknown;
}

/** Bytes of a body that are shown. */
const SHOWN_BODY = 2_000;

/**
 * Asks what the words after `podlab probe` say, from the agent in the session's network.
 *
 * @throws UserError for words that are no probe; EnvironmentError when the agent fails
 */
export async function runProbe(session: Session, argv: readonly string[], signal: AbortSignal): Promise<ProbeReport> {
  const command = parseProbe(argv);
  const agent = await session.agent();
  const trust = "ca" in command && command.ca ? { ca: await readAuthority(agent) } : {};
  switch (command.probe) {
    case "http":
      return askHttp(agent, { ...command.request, ...trust }, signal);
    case "tls": {
      const answer = await agent.ask<"tls">({ op: "tls", ...command.request, ...trust }, signal);
      const names = answer.outcome === "shaken" ? `\nserial ${answer.serial}, names ${answer.altNames.join(", ")}` : "";
      return { text: `${describeTls(answer)}${names}`, json: answer };
    }
    case "tcp": {
      const answer = await agent.ask<"tcp">({ op: "tcp", ...command.request }, signal);
      return { text: describeTcp(answer), json: answer };
    }
    case "load":
      return runLoad(agent, { ...command.request, request: { ...command.request.request, ...trust } }, signal);
  }
}

async function askHttp(agent: Agent, request: HttpCommand, signal: AbortSignal): Promise<ProbeReport> {
  const answer = await agent.ask<"http">({ op: "http", ...request }, signal);
  const lines = [describeHttpInFull(answer)];
  if (answer.outcome === "answered") {
    lines.push(...Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`), "");
    lines.push(answer.body.length > SHOWN_BODY ? `${answer.body.slice(0, SHOWN_BODY)}…` : answer.body);
  }
  return { text: lines.join("\n"), json: answer };
}

async function runLoad(agent: Agent, command: LoadCommand, signal: AbortSignal): Promise<ProbeReport> {
  const request: LoadRequest = command;
  const result = await agent.ask<"load">({ op: "load", ...request }, signal);
  return { text: describeLoad(result).split("; ").join("\n"), json: result };
}
