import { writeFile } from "node:fs/promises";
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

async function nextSummary(lines: AsyncIterator<string>): Promise<void> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("podlab check --watch ended");
    const event: unknown = JSON.parse(value);
    if (typeof event === "object" && event !== null && "event" in event && event.event === "summary") return;
  }
}
