import { setTimeout as wait } from "node:timers/promises";
import type { UpSetting } from "./setting.ts";

/** Lines of the past that are shown. */
const PAST = 500;
/** ms after which a service whose container has ended is looked for again. */
const LOOK_AGAIN_MS = 500;

/** Tells what every service of the lab writes, until the signal, through restarts and replacements of its container. */
export async function followLogs(setting: UpSetting, signal: AbortSignal): Promise<void> {
  await Promise.all(setting.stage.model.lab.services.map(({ name }) => followOne(setting, name, signal)));
}

async function followOne({ session, stage }: UpSetting, service: string, signal: AbortSignal): Promise<void> {
  const { engine } = session;
  let known = "";
  let seen = 0;
  while (!signal.aborted) {
    const container = session.container(service);
    // The same one that was started again: what it wrote before is known.
    let skip = container === known ? seen : 0;
    if (container !== known) seen = 0;
    known = container;
    const lines = splitLines((line) => {
      if (skip > 0) skip--;
      else {
        seen++;
        stage.tell({ event: "logged", service, lines: [line] });
      }
    });
    // An engine that went away is told of where the lab is judged; here nothing more is written.
    await engine.followLogs(container, { tail: skip + PAST, signal, onText: lines.push }).catch(() => undefined);
    lines.end();
    await wait(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Makes lines of text that comes in pieces. */
function splitLines(onLine: (line: string) => void): { push(text: string): void; end(): void } {
  let rest = "";
  return {
    push(text) {
      const lines = `${rest}${text}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line.replace(/\r$/, ""));
    },
    end() {
      if (rest !== "") onLine(rest);
      rest = "";
    },
  };
}
