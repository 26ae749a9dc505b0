import { lockLab } from "../workspace/lock.ts";
import type { Cli } from "./cli.ts";

/** Holds the lab for a command that changes its session; waits, and says so, while another short one has it. */
export function holdLab(cli: Cli, lab: string, command: string, lasting = false): Promise<AsyncDisposable> {
  return lockLab({
    home: cli.home,
    lab,
    command: `podlab ${command} ${lab}`,
    lasting,
    onWait: ({ command: other, pid }) =>
      cli.emit({ event: "notice", level: "info", text: `waiting for \`${other}\` (process ${pid}) to end` }),
    signal: cli.signal,
  });
}
