import { StringDecoder } from "node:string_decoder";
import type { Connection } from "./connection.ts";
import { drain } from "./streams.ts";
import { labelFilter } from "./summaries.ts";
import type { ContainerEvent, Engine } from "./types.ts";

/** What the engine tells of containers as it happens. */
export function eventMethods(connection: Connection): Pick<Engine, "followEvents"> {
  return {
    async followEvents(labels, { events, signal, onEvent }) {
      const filters = JSON.stringify({ type: ["container"], event: events, ...labelFilter(labels) });
      try {
        const stream = await connection.request({ method: "GET", path: "/events", query: { filters }, signal });
        await connection.call(() => drain(stream, eachLine(onEvent), signal), signal);
      } catch (thrown) {
        if (!signal.aborted) throw thrown;
      }
    },
  };
}

/** The engine sends a JSON object a line, in chunks that may split lines and characters. */
function eachLine(onEvent: (event: ContainerEvent) => void): (chunk: Buffer) => void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return (chunk) => {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") onEvent(read(line));
  };
}

function read(line: string): ContainerEvent {
  const { Action, Actor } = JSON.parse(line) as { Action: string; Actor: { Attributes: Record<string, string> } };
  // The container's labels are among its attributes.
  return { event: Action, labels: Actor.Attributes };
}
