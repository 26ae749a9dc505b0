import type { Engine } from "../../src/engine/types.ts";

/** What became of one attempt to reach something: "connected", "answered", or why not. */
export type Reached = Readonly<Record<string, string>>;

/** ms after which an attempt counts as silence: inside one machine an answer takes less than one. */
const SILENT_AFTER_MS = 1_500;

/** Runs JavaScript in a container's own Node, as whoever its process runs as; gives what it printed as JSON. */
export async function runInside<T>(engine: Engine, container: string, program: string): Promise<T> {
  const { code, stdout, stderr } = await engine.exec(container, ["node", "--input-type=module", "-e", program]);
  if (code !== 0) throw new Error(`the program inside ended with ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout) as T;
}

/** Tries to open a TCP connection to each "host port" from inside a container. */
export function tryTcp(engine: Engine, container: string, targets: readonly string[]): Promise<Reached> {
  return runInside(engine, container, `${TCP}\nconsole.log(JSON.stringify(await tryAll(${JSON.stringify(targets)})));`);
}

/** Asks each server for the address of a name over UDP from inside a container. */
export function tryDns(
  engine: Engine,
  container: string,
  { name, servers }: { readonly name: string; readonly servers: readonly string[] },
): Promise<Reached> {
  const words = JSON.stringify([name, servers]);
  return runInside(engine, container, `${DNS}\nconsole.log(JSON.stringify(await askAll(...${words})));`);
}

const TCP = `
import { connect } from "node:net";
const attempt = (target) => new Promise((resolve) => {
  const [host, port] = target.split(" ");
  const socket = connect({ host, port: Number(port) });
  const end = (word) => { socket.destroy(); resolve([target, word]); };
  socket.setTimeout(${SILENT_AFTER_MS}, () => end("silence"));
  socket.on("connect", () => end("connected"));
  socket.on("error", (error) => end(error.code ?? error.message));
});
const tryAll = async (targets) => Object.fromEntries(await Promise.all(targets.map(attempt)));
`;

/** A query by hand, for Node's resolver would ask a name server of /etc/resolv.conf only. */
const DNS = `
import { createSocket } from "node:dgram";
const labels = (name) => name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
const queryFor = (name) =>
  Buffer.concat([Buffer.from("123401000001000000000000", "hex"), ...labels(name), Buffer.from("0000010001", "hex")]);
const ask = (server, query) => new Promise((resolve) => {
  const socket = createSocket(server.includes(":") ? "udp6" : "udp4");
  const end = (word) => { clearTimeout(timer); socket.close(); resolve([server, word]); };
  const timer = setTimeout(() => end("silence"), ${SILENT_AFTER_MS});
  socket.on("error", (error) => end(error.code ?? error.message));
  socket.on("message", (answer) => end(answer.readUInt16BE(6) > 0 ? "answered" : "answered with nothing"));
  socket.send(query, 53, server, (error) => error && end(error.code ?? error.message));
});
const askAll = async (name, servers) =>
  Object.fromEntries(await Promise.all(servers.map((server) => ask(server, queryFor(name)))));
`;
