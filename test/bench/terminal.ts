import { readFile } from "node:fs/promises";
import { setTimeout as pass } from "node:timers/promises";
import { execa } from "execa";
import { Label, ownerOf } from "../../src/session/labels.ts";
import { openTerminal, type TestTerminal } from "../support/screen/terminal.ts";
import { median, type Row } from "./measure.ts";

const LAB = "https-sidecar";
/** What a guided learner sees first: the lab's title. */
const TITLE = "HTTPS for a service that speaks only HTTP";
/** A check's verdict and how long it took: the step has been judged. */
const JUDGED = /[✓✗] .+ \d+\.\d s/;
const IDLE_MS = 20_000;
/** The kernel counts a process' time in these: CONFIG_HZ as programs see it. */
const TICKS_A_SECOND = 100;

/** What a learner feels at the terminal: the first paint, keys, and what a session costs while nothing happens. */
export async function terminalRows(home: string, rounds: number): Promise<Row[]> {
  const env = { PODLAB_HOME: home };
  const first: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await using terminal = openTerminal(["start", LAB], { env });
    await terminal.until(TITLE);
    first.push(performance.now() - began);
    await quit(terminal);
  }
  await using terminal = openTerminal(["start", LAB], { env });
  await terminal.until((screen) => JUDGED.test(screen));
  return [
    { what: "first paint, session running", ours: median(first), unit: "ms", goal: 150 },
    { what: "a key's answer", ours: median(await keyAnswers(terminal, rounds * 4)), unit: "ms", goal: 50 },
    { what: "guided session, resident", ours: await residentMb(terminal.pid), unit: "MB", goal: 120 },
    { what: "idle session, share of a core", ours: await idleShare(terminal.pid, ownerOf(home)), unit: "%", goal: 1 },
  ];
}

/** ms from pressing ? to its help on the screen, and from Esc to the lab again, in turn. */
async function keyAnswers(terminal: TestTerminal, times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const before = terminal.text();
    const began = performance.now();
    terminal.press(time % 2 === 0 ? "?" : "escape");
    await terminal.until((screen) => screen !== before);
    taken.push(performance.now() - began);
  }
  return taken;
}

/** Percent of one core that podlab and its agent take together while nobody does anything. */
async function idleShare(podlab: number, owner: string): Promise<number> {
  const mine = ["--filter", `label=${Label.owner}=${owner}`, "--filter", `label=${Label.role}=agent`];
  const { stdout: agents } = await execa("docker", ["ps", "--quiet", ...mine]);
  const { stdout: pids } = await execa("docker", ["inspect", "--format", "{{.State.Pid}}", ...agents.split("\n")]);
  const all = [podlab, ...pids.split("\n").map(Number)];
  const before = await secondsUsed(all);
  const began = performance.now();
  await pass(IDLE_MS);
  const used = (await secondsUsed(all)) - before;
  return (used * 1_000 * 100) / (performance.now() - began);
}

async function secondsUsed(pids: readonly number[]): Promise<number> {
  const ticks = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8");
      // proc(5): after the name in parentheses, fields 14 and 15 of the line are user and system time.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(fields[11]) + Number(fields[12]);
    }),
  );
  return ticks.reduce((sum, value) => sum + value, 0) / TICKS_A_SECOND;
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

async function quit(terminal: TestTerminal): Promise<void> {
  // The first one cancels a check that runs.
  terminal.press("ctrl-c", "ctrl-c");
  await terminal.exit;
}
