import type { Duplex } from "node:stream";
import type { Connection } from "./connection.ts";
import { demultiplex } from "./demux.ts";
import { translate } from "./translate.ts";
import type { Channel, Engine } from "./types.ts";

/** Characters of standard error that are kept: the end says why a process gave up. */
const ERRORS_KEPT = 4096;

/** Long-lived processes spoken to over a hijacked connection; the engine closes their stdin when it ends, `kill -9` of podlab included. */
export function channelMethods(connection: Connection): Pick<Engine, "openChannel"> {
  return {
    openChannel: (id, command, options = {}) =>
      connection.call(async () => {
        const made = await connection.docker.getContainer(id).exec({
          Cmd: [...command],
          AttachStdin: true,
          AttachStdout: true,
          AttachStderr: true,
          ...(options.user === undefined ? {} : { User: options.user }),
        });
        return channelOver(await made.start({ hijack: true, stdin: true }), connection.host);
      }),
  };
}

function channelOver(stream: Duplex, host: string): Channel {
  let errors = "";
  // what comes before anybody listens is kept for the first listener
  let early = "";
  let ended: { error?: Error } | undefined;
  const dataListeners: ((text: string) => void)[] = [];
  const endListeners: ((error?: Error) => void)[] = [];

  const output = demultiplex({
    stdout(text) {
      if (dataListeners.length === 0) early += text;
      for (const listener of dataListeners) listener(text);
    },
    stderr(text) {
      errors = (errors + text).slice(-ERRORS_KEPT);
    },
  });
  const end = (error?: Error) => {
    if (ended !== undefined) return;
    ended = error === undefined ? {} : { error: translate(error, host) };
    output.end();
    for (const listener of endListeners) listener(ended.error);
  };
  stream.on("data", (chunk: Buffer) => output.push(chunk));
  stream.once("end", () => end());
  stream.on("error", end);
  stream.once("close", () => end());

  return {
    write(text) {
      if (ended === undefined && stream.writable) stream.write(text);
    },
    onData(listener) {
      dataListeners.push(listener);
      if (early !== "") listener(early);
      early = "";
    },
    onEnd(listener) {
      if (ended === undefined) endListeners.push(listener);
      else listener(ended.error);
    },
    errors: () => errors,
    // what was written goes out first
    close: () => void stream.end(() => stream.destroy()),
  };
}
