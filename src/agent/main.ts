/**
 * The program in podlab's own container inside a lab's network. Bundled into one file; only Node's own modules.
 *
 *   agent.js relay '[{"listen":8443,"host":"shop","port":8443}]'   the container's main process
 *   agent.js channel                                               one for each podlab process, over exec
 */
import { RequestChannel } from "./channel.ts";
import { parseRoutes, startRelay } from "./relay.ts";
import { startHub } from "./traffic/hub.ts";
import { HubLink } from "./traffic/hub-link.ts";
import { Tallies } from "./traffic/tallies.ts";

const [mode, argument = "[]"] = process.argv.slice(2);
if (mode === "relay") relay(argument).catch((error: unknown) => exitWith(1, String(error)));
else if (mode === "channel") serveChannel();
else exitWith(2, `usage: agent relay ROUTES | agent channel; got ${JSON.stringify(mode)}`);

async function relay(routes: string): Promise<void> {
  // PID 1 has no default signal handlers: without these the container could only be killed.
  process.on("SIGTERM", () => process.exit(0));
  process.on("SIGINT", () => process.exit(0));
  process.on("uncaughtException", report);
  const tallies = new Tallies();
  await startRelay(parseRoutes(routes), tallies);
  // What can't be counted must still be relayed.
  await startHub(tallies).catch(report);
  // With no routes nothing else would keep the process alive.
  setInterval(() => {}, 2 ** 30);
}

function serveChannel(): void {
  const traffic = new HubLink();
  const channel = new RequestChannel((line) => process.stdout.write(line), traffic);
  // Nobody left to answer: everything ends with the process, loads included.
  const leave = () => {
    traffic.flush();
    process.exit(0);
  };
  process.stdin.setEncoding("utf8");
  process.stdin.on("data", (text: string) => channel.receive(text));
  process.stdin.on("end", leave);
  process.stdin.on("error", leave);
  process.stdout.on("error", leave);
  process.on("SIGTERM", leave);
  process.on("uncaughtException", (error) => {
    report(error);
    channel.failAll(error);
  });
}

/** Standard output belongs to the protocol alone. */
function report(error: Error): void {
  process.stderr.write(`${error.stack ?? error.message}\n`);
}

function exitWith(code: number, message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
