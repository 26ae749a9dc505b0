import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";

const LISTENING = "0A";

/** The process that listens on a TCP port of this machine: "nginx (pid 123)"; undefined where that can't be told. */
export async function holderOf(port: number): Promise<string | undefined> {
  const inodes = new Set((await Promise.all(["tcp", "tcp6"].map((table) => listeners(table, port)))).flat());
  if (inodes.size === 0) return undefined;
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => "")));
    if (links.some((link) => inodes.has(link))) {
      // Its program: what /proc calls its "comm" is a thread's name, "MainThread" of Node's.
      const program = await readlink(`/proc/${pid}/exe`).catch(() => "a process");
      return `${basename(program)} (pid ${pid})`;
    }
  }
  return undefined;
}

/** The sockets ("socket:[123]") of /proc/net's table that listen on the port. */
async function listeners(table: string, port: number): Promise<string[]> {
  const text = await readFile(`/proc/net/${table}`, "utf8").catch(() => "");
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return text.split("\n").flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    return fields[1]?.endsWith(suffix) && fields[3] === LISTENING ? [`socket:[${fields[9]}]`] : [];
  });
}
