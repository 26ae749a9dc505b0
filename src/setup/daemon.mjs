import { existsSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { run } from "./command.mjs";
import { findEngine } from "./engine-address.mjs";
import { lastLines, SetupFailure } from "./failure.mjs";

const DAEMON_LOG = "/var/log/podlab-dockerd.log";
const DAEMON = "dockerd";
const DAEMON_PID = "/var/run/docker.pid";
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** How long dockerd may take until it says which process it is; after that, no process means that it has ended. */
const GRACE_MS = 3000;

/** Where dockerd and its containerd say which process they are. After a kill they may name some other process. */
const PID_FILES = [
  { file: DAEMON_PID, program: DAEMON },
  { file: "/var/run/docker/containerd/containerd.pid", program: "containerd" },
];

/**
 * Starts the Docker daemon that is installed, and waits until it answers.
 * @param {{ sudo: readonly string[], signal: AbortSignal }} options
 * @returns {Promise<import("./engine-address.mjs").FoundEngine>}
 */
export async function startDaemon({ sudo, signal }) {
  const systemd = existsSync("/run/systemd/system");
  if (systemd) await run([...sudo, "systemctl", "start", "docker"], { signal });
  else if (!isRunning(DAEMON, DAEMON_PID)) await startInBackground(sudo, signal);
  const engine = await answering(signal, () => systemd || isRunning(DAEMON, DAEMON_PID));
  if (engine) return engine;
  const log = systemd
    ? await run([...sudo, "journalctl", "-u", "docker", "-n", "8", "--no-pager", "-o", "cat"])
    : readLog();
  throw new SetupFailure("the Docker daemon was started and does not answer; the end of its log:", {
    hint: `${lastLines(log.output, 8)}\n(all of it: ${systemd ? "journalctl -u docker" : DAEMON_LOG})`,
  });
}

/**
 * Without systemd: a process of its own session, which outlives this one.
 * @param {readonly string[]} sudo
 * @param {AbortSignal} signal
 */
async function startInBackground(sudo, signal) {
  const stale = PID_FILES.filter(({ file, program }) => existsSync(file) && !isRunning(program, file));
  if (stale.length > 0) await run([...sudo, "rm", "-f", ...stale.map(({ file }) => file)], { signal });
  const mountCgroups = "mountpoint -q /sys/fs/cgroup || cgroupfs-mount || true";
  const start = `setsid dockerd >> ${DAEMON_LOG} 2>&1 < /dev/null &`;
  await run([...sudo, "sh", "-c", `${mountCgroups}\n${start}`], { signal });
}

/**
 * @param {AbortSignal} signal
 * @param {() => boolean} mayStillCome
 */
async function answering(signal, mayStillCome) {
  const begun = Date.now();
  while (Date.now() < begun + (mayStillCome() ? START_TIMEOUT_MS : GRACE_MS)) {
    const { engine, tried } = await findEngine();
    if (engine) return engine;
    const forbidden = tried.find(({ code }) => code === "EACCES");
    if (forbidden) throw notInGroup(forbidden.host);
    await wait(POLL_MS, undefined, { signal });
  }
  return undefined;
}

/** @param {string} host */
export function notInGroup(host) {
  return new SetupFailure(`there is an engine at ${host}, and this user may not use it`, {
    hint: 'sudo usermod -aG docker "$USER"   (then log in again, or run `newgrp docker`)',
  });
}

/**
 * @param {string} program
 * @param {string} pidFile
 */
function isRunning(program, pidFile) {
  try {
    const pid = readFileSync(pidFile, "utf8").trim();
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === program;
  } catch {
    return false;
  }
}

function readLog() {
  return { output: existsSync(DAEMON_LOG) ? readFileSync(DAEMON_LOG, "utf8") : "(no log)" };
}
