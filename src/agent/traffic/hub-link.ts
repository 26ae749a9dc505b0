import net from "node:net";
import { LineSplitter } from "../lines.ts";
import type { AgentResults } from "../protocol.ts";
import { asObject } from "../shape.ts";
import { asCounts, HUB } from "./hub.ts";
import { Tallies } from "./tallies.ts";

type Totals = AgentResults["traffic"];

/** While requests go on, this often (ms) the hub hears of them; while none do, it hears nothing. */
const TELL_MS = 100;
const MAX_LINE = 1024 * 1024;

/** A channel's end of the hub: tells it what this process counts, and asks it for everybody's. */
export class HubLink {
  /** Of what this process sends. */
  readonly tallies = new Tallies(() => this.#schedule());
  readonly #path: string;
  readonly #asking: PromiseWithResolvers<Totals>[] = [];
  #socket: net.Socket | undefined;
  #due: NodeJS.Timeout | undefined;

  constructor(path = HUB) {
    this.#path = path;
    this.#connect();
  }

  /** @throws Error when nobody collects */
  async totals(): Promise<Totals> {
    this.flush();
    const asked = Promise.withResolvers<Totals>();
    this.#asking.push(asked);
    this.#connect().write('{"ask":true}\n');
    return asked.promise;
  }

  /** Tells at once what has not been told yet. Where the hub can't be reached that stays for the next time. */
  flush(): void {
    clearTimeout(this.#due);
    this.#due = undefined;
    const socket = this.#connect();
    if (socket.connecting) return;
    const counts = this.tallies.take();
    if (counts.length > 0) socket.write(`${JSON.stringify({ add: counts })}\n`);
  }

  #schedule(): void {
    // Counting must keep no process alive.
    this.#due ??= setTimeout(() => this.flush(), TELL_MS).unref();
  }

  #connect(): net.Socket {
    if (this.#socket !== undefined) return this.#socket;
    const socket = net.connect({ path: this.#path }).unref();
    const lines = new LineSplitter(MAX_LINE);
    socket.setEncoding("utf8");
    socket.on("connect", () => this.flush());
    socket.on("data", (piece: string) => {
      for (const line of lines.push(piece)) this.#answered(line);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.#socket = undefined;
      for (const { reject } of this.#asking.splice(0)) reject(new Error("nobody collects what is counted"));
    });
    this.#socket = socket;
    return socket;
  }

  #answered(line: string | undefined): void {
    const asked = this.#asking.shift();
    try {
      const { instance, counts } = asObject(JSON.parse(line ?? ""), "totals");
      asked?.resolve({ instance: String(instance), counts: asCounts(counts) });
    } catch (error) {
      asked?.reject(error);
    }
  }
}
