import type { Duplex } from "node:stream";
import type Docker from "dockerode";
import type { Connection } from "./connection.ts";
import { exitCode } from "./processes.ts";
import { drain } from "./streams.ts";
import type { Engine } from "./types.ts";

/** A shell in a container on this process' own terminal. */
export function terminalMethods({ docker, call }: Connection): Pick<Engine, "interact"> {
  return {
    interact: (id, command, options = {}) =>
      call(async () => {
        const made = await docker.getContainer(id).exec({
          Cmd: [...command],
          Tty: true,
          AttachStdin: true,
          AttachStdout: true,
          AttachStderr: true,
          Env: [`TERM=${process.env["TERM"] ?? "xterm"}`],
          ...(options.user === undefined ? {} : { User: options.user }),
        });
        await connectTerminal(made, await made.start({ hijack: true, stdin: true, Tty: true }));
        return exitCode(made);
      }),
  };
}

/** Joins terminal and process until the process ends; the terminal is as it was afterwards, whatever happened. */
async function connectTerminal(made: Docker.Exec, stream: Duplex): Promise<void> {
  const { stdin, stdout } = process;
  // until the process has started the engine has nothing to resize, and a resize that fails changes nothing that matters
  const resize = () => void made.resize({ h: stdout.rows, w: stdout.columns }).catch(() => {});
  const type = (chunk: Buffer) => void stream.write(chunk);
  const finish = () => void stream.end();
  const raw = stdin.isTTY ? stdin.isRaw : undefined;
  try {
    if (raw !== undefined) stdin.setRawMode(true);
    if (stdout.isTTY) {
      resize();
      stdout.on("resize", resize);
    }
    stdin.on("data", type);
    // Whoever had the terminal before may have paused it, and then a listener alone hears nothing.
    stdin.resume();
    stdin.once("end", finish);
    await drain(stream, (chunk) => stdout.write(chunk));
  } finally {
    stdout.off("resize", resize);
    stdin.off("data", type);
    stdin.off("end", finish);
    stdin.pause();
    if (raw !== undefined) stdin.setRawMode(raw);
    stream.destroy();
  }
}
