import ora from "ora";
import type { CliEmit } from "./events.ts";
import { gradingText } from "./grades.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Shows what is under way as one moving line on standard error, and takes it away before anything else is printed.
 * Ends (and failures) of work are still lines, drawn by the output that it wraps.
 */
export function withSpinner(output: CliEmit, stream: NodeJS.WriteStream, terminal: Terminal): CliEmit {
  // Its own handling of standard input would take keys from the guided mode and Ctrl-C from the command's wrapper.
  const spinner = ora({
    stream,
    discardStdin: false,
    color: terminal.style.depth === "none" ? false : "blue",
    spinner: terminal.ascii ? "line" : "dots",
  });
  const underWay = new Map<string, string>();
  return (event) => {
    if (event.event === "progress") {
      if (event.state === "begun" || event.state === "going") underWay.set(event.part, event.text);
      else underWay.delete(event.part);
    }
    if (event.event === "grading") underWay.set("grading", gradingText(event));
    const moves =
      event.event === "grading" || (event.event === "progress" && (event.state === "begun" || event.state === "going"));
    if (!moves) {
      spinner.stop();
      output(event);
    }
    if (underWay.size > 0) spinner.start([...underWay.values()].join(", "));
  };
}
