import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { execa } from "execa";
import type { LoadResult } from "../../src/agent/protocol.ts";
import { createSeed } from "../../src/core/seed.ts";
import { openEngine } from "../../src/engine/open.ts";
import { loadOne } from "../../src/lab/load.ts";
import { sessionId } from "../../src/session/labels.ts";
import { openSession } from "../../src/session/open.ts";
import { stopSession } from "../../src/session/stop.ts";
import type { Session } from "../../src/session/types.ts";
import { readTree } from "../../src/verify/tree.ts";
import type { Row } from "./measure.ts";

const LAB = "bench-replicas";
const URL = "http://balancer:8080/static";
const CONCURRENCY = 32;
const RATE = 200;
const SLICE_MS = 100;

/**
 * The agent's closed-loop rate to nginx against autocannon's in the same container and network, and how evenly its
 * open loop sends.
 */
export async function loadRows(root: string): Promise<Row[]> {
  const owner = randomBytes(4).toString("hex");
  const engine = await openEngine();
  const lab = await loadOne({ root, extra: [join(import.meta.dirname, "labs")] }, LAB);
  const files = await readTree(join(lab.folder, "solution"));
  const signal = new AbortController().signal;
  const quiet = () => undefined;
  const seed = createSeed().value;
  try {
    const { session } = await openSession({
      engine,
      lab,
      owner,
      root,
      files: async () => files,
      emit: quiet,
      signal,
      seed,
    });
    await using running = session;
    return [...(await closedLoop(running)), ...(await openLoop(running))];
  } finally {
    await stopSession(engine, sessionId(owner, LAB), quiet);
    engine.close();
  }
}

async function closedLoop(session: Session): Promise<Row[]> {
  const agent = await session.agent();
  const rate = async (keepAlive: boolean) => {
    const load = { request: { url: URL }, durationMs: 5_000, concurrency: CONCURRENCY, keepAlive };
    const { records } = await agent.ask<"load">({ op: "load", ...load });
    const answered = records.filter(({ status }) => status === 200);
    return (answered.length * 1_000) / Math.max(...answered.map(({ answeredAt }) => answeredAt));
  };
  const kept = await rate(true);
  const floor = await autocannonRate(session);
  const fresh = await rate(false);
  return [
    { what: "closed loop, kept alive", ours: kept, floor, unit: "/s" },
    { what: "closed loop, fresh", ours: fresh, unit: "/s" },
  ];
}

/** autocannon's requests a second, copied into the agent's container and run there: same network, same CPU limits. */
async function autocannonRate(session: Session): Promise<number> {
  const [agent] = await session.engine.containers({ ...session.labels, "podlab.role": "agent" });
  if (agent === undefined) throw new Error("the agent does not run");
  const bundle = await bundled();
  const script = `eval(require("fs").readFileSync(0, "utf8"))`;
  const { stdout } = await execa("docker", ["exec", "-i", agent.id, "node", "-e", script], { input: bundle });
  return Number(stdout.trim());
}

async function bundled(): Promise<string> {
  const { build } = await import("esbuild");
  const contents = `
    const autocannon = require("autocannon");
    autocannon({ url: ${JSON.stringify(URL)}, connections: ${CONCURRENCY}, duration: 5, workers: 0 }, (error, result) => {
      if (error) throw error;
      console.log(result.requests.average);
    });`;
  const result = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    platform: "node",
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}

async function openLoop(session: Session): Promise<Row[]> {
  const agent = await session.agent();
  const durationMs = 10_000;
  const load = { request: { url: URL }, rate: RATE, durationMs, keepAlive: true };
  const result: LoadResult = await agent.ask<"load">({ op: "load", ...load });
  const slices = Array.from({ length: durationMs / SLICE_MS }, () => 0);
  for (const { sentAt } of result.records) {
    const slice = Math.floor(sentAt / SLICE_MS);
    slices[slice] = (slices[slice] ?? 0) + 1;
  }
  const due = (RATE * SLICE_MS) / 1_000;
  const mean = slices.reduce((sum, sent) => sum + sent, 0) / slices.length;
  const worst = Math.max(...slices.map((sent) => Math.abs(sent - due)));
  return [
    { what: `open loop at ${RATE}/s, mean sent per ${SLICE_MS} ms`, ours: mean, floor: due, unit: "" },
    { what: "  largest deviation", ours: worst, unit: "" },
  ];
}
