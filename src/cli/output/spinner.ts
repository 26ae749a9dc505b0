import type { Ora } from "ora";
import type { CliEmit } from "./events.ts";
import { gradingText } from "./grades.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Shows what is under way as one moving line on standard error, and takes it away before anything else is printed.
 * Ends (and failures) of work are still lines, drawn by the output that it wraps.
 */
export function withSpinner(output: CliEmit, stream: NodeJS.WriteStream, terminal: Terminal): CliEmit {
  let spinner: Ora | undefined;
  let loading = false;
  const underWay = new Map<string, string>();
  const turn = () => {
    if (underWay.size > 0) spinner?.start([...underWay.values()].join(", "));
  };
  return (event) => {
    if (event.event === "progress") {
      if (event.state === "begun" || event.state === "going") underWay.set(event.part, event.text);
      else underWay.delete(event.part);
    }
    if (event.event === "grading") underWay.set("grading", gradingText(event));
    const moves =
      event.event === "grading" || (event.event === "progress" && (event.state === "begun" || event.state === "going"));
    if (!moves) {
      spinner?.stop();
      output(event);
    }
    if (spinner || underWay.size === 0) return turn();
    if (loading) return;
    // It takes as long as many a command, and the guided screen never needs it.
    loading = true;
    void load(stream, terminal).then((loaded) => {
      spinner = loaded;
      turn();
    });
  };
}

async function load(stream: NodeJS.WriteStream, terminal: Terminal): Promise<Ora> {
  const { default: ora } = await import("ora");
  return ora({
    stream,
    // Its own handling of standard input would take keys from the guided mode and Ctrl-C from the command's wrapper.
    discardStdin: false,
    color: terminal.style.depth === "none" ? false : "blue",
    spinner: terminal.ascii ? "line" : "dots",
  });
}
