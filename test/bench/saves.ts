import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";

const LAB = "https-sidecar";
const STEP = "terminate-tls";

interface Podlab {
  readonly podlab: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** ms from writing nginx.conf to the verdict on the first step's last check, for so many saves. */
export async function saveToVerdict(
  request: Podlab & { readonly home: string; readonly solution: string; readonly saves: number },
): Promise<number[]> {
  const { podlab, env, home, solution, saves } = request;
  const [node = "", ...program] = podlab;
  await execa(node, [...program, "start", LAB, "--detach"], { env });
  const watching = execa(node, [...program, "check", LAB, "--step", STEP, "--watch", "--json"], { env, reject: false });
  const lines = createInterface({ input: watching.stdout })[Symbol.asyncIterator]();
  const times: number[] = [];
  try {
    await nextSummary(lines);
    for (let save = 0; save < saves; save++) {
      const began = performance.now();
      await writeFile(join(home, LAB, "nginx.conf"), `${solution}# save ${save}\n`);
      await nextSummary(lines);
      times.push(performance.now() - began);
    }
  } finally {
    watching.kill("SIGINT");
    await watching;
  }
  return times;
}

/** Resident memory (MB) of a guided session that has judged once, in a terminal of its own. */
export async function guidedMemory({ podlab, env }: Podlab): Promise<number> {
  const command = [...podlab, "start", LAB].map((word) => `'${word}'`).join(" ");
  const terminal = execa("script", ["-qec", `exec ${command}`, "/dev/null"], { env, reject: false, stdin: "pipe" });
  try {
    for await (const line of createInterface({ input: terminal.stdout })) {
      if (/\d+ (passed|failed|blocked)/.test(line)) break;
    }
    const { stdout } = await execa("pgrep", ["-f", "-n", `${podlab[1]} start ${LAB}`]);
    const status = await readFile(`/proc/${stdout.trim()}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  } finally {
    terminal.stdin.write("q");
    terminal.kill("SIGHUP");
    await terminal;
  }
}

async function nextSummary(lines: AsyncIterator<string>): Promise<void> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("podlab check --watch ended");
    const event: unknown = JSON.parse(value);
    if (typeof event === "object" && event !== null && "event" in event && event.event === "summary") return;
  }
}
