import type { TrafficEdge, TrafficEvent } from "../core/events.ts";
import { readLabText } from "../lab/text.ts";
import type { Lab } from "../lab/types.ts";
import { toAscii } from "../screen/ascii.ts";
import { openScreen } from "../screen/screen.ts";
import type { Style } from "../screen/style.ts";
import { wrap } from "../screen/text.ts";
import type { Size } from "../screen/types.ts";
import type { Cli } from "./cli.ts";
import { trafficLines } from "./output/traffic.ts";

/** The map with its traffic, until it is disposed of. */
export interface TrafficScreen extends Disposable {
  show(event: TrafficEvent): void;
}

export async function openTrafficScreen(cli: Cli, lab: Lab, quit: () => void): Promise<TrafficScreen> {
  const { topology } = await readLabText(lab);
  const { ascii, style } = cli.terminal;
  let edges: readonly TrafficEdge[] = [];
  const paint = (size: Size) =>
    screen.paint({ lines: trafficFrame({ lab: lab.id, topology, edges }, { ...size, ascii, style }) });
  const { stdin, stdout } = process;
  const screen = openScreen({
    stdin,
    stdout,
    onResize: paint,
    onKey: ({ name }) => {
      if (name === "ctrl-c") cli.interrupt();
      else if (name === "q" || name === "escape" || name === "ctrl-d") quit();
    },
  });
  paint(screen.size);
  return {
    show(event) {
      edges = event.edges;
      paint(screen.size);
    },
    [Symbol.dispose]: () => screen[Symbol.dispose](),
  };
}

const NOTHING_YET =
  "Nobody has asked anything yet. `podlab open` shows what your own curl reaches; a check in another terminal shows here too.";

interface Canvas extends Size {
  readonly ascii: boolean;
  readonly style: Style;
}

/** The drawing, where there is room for it, the edges, and the keys in the last row. */
export function trafficFrame(
  { lab, topology, edges }: { lab: string; topology: string; edges: readonly TrafficEdge[] },
  { columns, rows, ascii, style }: Canvas,
): string[] {
  const told = wrap(NOTHING_YET, columns - 4).map((line) => `  ${line}`);
  const traffic = edges.length === 0 ? told : trafficLines(edges, { width: columns, ascii, style });
  const head = [style.bold(`  ${lab}: requests a second, now and in the last 20 s`), ""];
  const drawing = [...topology.split("\n").map((line) => `  ${line}`), ""];
  const room = rows - head.length - traffic.length - 2;
  const body = [...head, ...(drawing.length <= room ? drawing : []), ...traffic].slice(0, Math.max(rows - 2, 0));
  const lines = [...body, ...Array.from({ length: Math.max(rows - 1 - body.length, 0) }, () => ""), "  [q]uit"];
  return ascii ? lines.map(toAscii) : lines;
}
