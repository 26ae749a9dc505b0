import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Docker from "dockerode";
import { ownerOf } from "../../src/session/labels.ts";
import { loadRows } from "./load.ts";
import { median, type Row, table, timed } from "./measure.ts";
import { saveToVerdict } from "./saves.ts";
import { readSpecs } from "./specs.ts";
import { terminalRows } from "./terminal.ts";

/**
 * `npm run bench [-- --rounds N]`: what podlab costs, as ratios against a floor that is measured in the same run, each
 * round taking both in turn. The floor does the least that the same result needs; see floor.mjs.
 */
const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const rounds = Number(values.rounds);

const root = join(import.meta.dirname, "../..");
const node = process.execPath;
const podlab = [node, join(root, "dist/podlab.js")];
const floor = (verb: string) => [node, join(import.meta.dirname, "floor.mjs"), verb, specsFile];
const BENCH = ["--labs", join(import.meta.dirname, "labs")];
const LAB = "bench-replicas";

const home = await mkdtemp(join(tmpdir(), "podlab-bench-"));
const specsFile = join(home, "specs.json");
const env = { PODLAB_HOME: home };
const ours = (...args: string[]) => timed([...podlab, ...args], { env });

try {
  const rows = [...(await sessionRows()), ...(await largestRows()), ...(await otherRows())];
  process.stdout.write(`\nmedians of ${rounds} rounds\n\n${table(rows)}\n`);
} finally {
  await timed(floor("stop")).catch(() => undefined);
  await ours("clean").catch(() => undefined);
  await rm(home, { recursive: true, force: true });
}

/** Start and reset of one balancer and three replicas, against the same containers made by the bare script. */
async function sessionRows(): Promise<Row[]> {
  await ours("start", LAB, "--detach", ...BENCH);
  const specs = await readSpecs(new Docker(), `${LAB}-${ownerOf(home)}`);
  await writeFile(specsFile, JSON.stringify(specs));
  await ours("stop", LAB, ...BENCH);

  const taken = { start: [], startFloor: [], reset: [], resetFloor: [], anew: [], plain: [] } as Record<
    Taken,
    number[]
  >;
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`sessions: round ${round} of ${rounds}\n`);
    taken.start.push(await ours("start", LAB, "--detach", ...BENCH));
    taken.reset.push(await ours("reset", LAB, "--yes", ...BENCH));
    await ours("stop", LAB, ...BENCH);
    taken.startFloor.push(await timed(floor("start")));
    taken.resetFloor.push(await timed(floor("reset")));
    taken.anew.push(await timed(floor("anew")));
    await timed(floor("stop"));
    taken.plain.push(await timed(floor("plain")));
    await timed(floor("stop"));
  }
  const of = (what: Taken) => median(taken[what]);
  return [
    { what: "start to ready", ours: of("start"), floor: of("startFloor"), unit: "ms", goal: 1.25 },
    { what: "  against no agent and no infra", ours: of("start"), floor: of("plain"), unit: "ms" },
    { what: "reset to ready", ours: of("reset"), floor: of("resetFloor"), unit: "ms", goal: 1.25 },
    { what: "  against everything anew", ours: of("reset"), floor: of("anew"), unit: "ms", goal: 0.5 },
  ];
}

/** The start of the lab with the most containers: three etcd, a store and three candidates, that is 15 of them. */
async function largestRows(): Promise<Row[]> {
  const lab = "lease-fencing";
  await ours("start", lab, "--detach");
  const specs = await readSpecs(new Docker(), `${lab}-${ownerOf(home)}`);
  await writeFile(specsFile, JSON.stringify(specs));
  await ours("stop", lab);
  const taken = { ours: [] as number[], floor: [] as number[] };
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`${lab}: round ${round} of ${rounds}\n`);
    taken.ours.push(await ours("start", lab, "--detach"));
    await ours("stop", lab);
    taken.floor.push(await timed(floor("cluster")));
    await timed(floor("stop"));
  }
  const [start, least] = [median(taken.ours), median(taken.floor)];
  return [{ what: `start of ${lab}, 15 containers`, ours: start, floor: least, unit: "ms", goal: 1.25 }];
}

type Taken = "start" | "startFloor" | "reset" | "resetFloor" | "anew" | "plain";

async function otherRows(): Promise<Row[]> {
  const help: number[] = [];
  const empty: number[] = [];
  const completion: number[] = [];
  for (let round = 0; round < rounds * 4; round++) {
    help.push(await ours("--help"));
    completion.push(await ours("__complete", "start", ""));
    empty.push(await timed([node, "-e", "0"]));
  }
  const solution = await readFile(join(root, "labs/https-sidecar/solution/nginx.conf"), "utf8");
  process.stderr.write("save to verdict, terminal, load\n");
  return [
    {
      what: "save to verdict",
      ours: median(await saveToVerdict({ podlab, env, home, solution, saves: rounds * 2 })),
      unit: "ms",
      goal: 700,
    },
    { what: "completion of a lab", ours: median(completion), floor: median(help), unit: "ms", goal: 1.5 },
    { what: "--help", ours: median(help), floor: median(empty), unit: "ms", goal: 1.5 },
    ...(await terminalRows(home, rounds)),
    ...(await loadRows(root)),
  ];
}
