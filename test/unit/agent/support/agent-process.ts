import { type ChildProcess, spawn } from "node:child_process";
import { type Agent, connectAgent } from "../../../../src/agent/client.ts";
import type { Channel } from "../../../../src/engine/types.ts";

export interface AgentProcess extends AsyncDisposable {
  readonly agent: Agent;
  readonly child: ChildProcess;
}

const MAIN = new URL("../../../../src/agent/main.ts", import.meta.url).pathname;

/** The agent's own program as a process of this machine, spoken to as podlab speaks to it in a container. */
export function startAgent(): AgentProcess {
  return startProgram([MAIN, "channel"]);
}

/** A client of any other program, to see what it makes of a broken agent. */
export function startScript(script: string): AgentProcess {
  return startProgram(["--eval", script]);
}

function startProgram(args: readonly string[]): AgentProcess {
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const agent = connectAgent(channelOf(child, child.stdin, child.stdout, child.stderr));
  return {
    agent,
    child,
    async [Symbol.asyncDispose]() {
      agent.close();
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function channelOf(
  child: ChildProcess,
  stdin: NodeJS.WritableStream,
  stdout: NodeJS.ReadableStream,
  stderr: NodeJS.ReadableStream,
): Channel {
  let errors = "";
  stdout.setEncoding("utf8");
  stderr.setEncoding("utf8");
  stderr.on("data", (text: string) => {
    errors = (errors + text).slice(-4_096);
  });
  stdin.on("error", () => {});
  return {
    write: (text) => void stdin.write(text),
    onData: (listener) => void stdout.on("data", listener),
    onEnd: (listener) => void child.once("close", () => listener()),
    errors: () => errors,
    close: () => void stdin.end(),
  };
}
