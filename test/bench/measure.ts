import { execa, type Options } from "execa";

/** A process' wall time in ms, its start included. NODE_EXTRA_CA_CERTS would cost Node itself more than podlab may. */
export async function timed(command: readonly string[], options: Options = {}): Promise<number> {
  const [file = "", ...args] = command;
  const began = performance.now();
  await execa(file, args, { ...options, env: { ...options.env, NODE_EXTRA_CA_CERTS: undefined } });
  return performance.now() - began;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export interface Row {
  readonly what: string;
  readonly ours: number;
  readonly unit: "ms" | "MB" | "/s" | "%" | "";
  readonly floor?: number;
  /** For the ratio where there is a floor, else for our own figure; without one it is only told. */
  readonly goal?: number;
}

/** The table that the bench prints: ours, the floor, their ratio, the goal and whether it is met. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ what, ours, unit, floor, goal }) => {
    const measured = floor === undefined ? ours : ours / floor;
    return [
      what,
      figure(ours, unit),
      floor === undefined ? "" : figure(floor, unit),
      floor === undefined ? "" : measured.toFixed(2),
      goal === undefined ? "" : floor === undefined ? `${goal} ${unit}` : goal.toFixed(2),
      goal === undefined ? "" : measured <= goal ? "met" : "missed",
    ];
  });
  const all = [["", "ours", "floor", "ratio", "goal", ""], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

function figure(value: number, unit: string): string {
  const digits = unit === "%" ? 2 : value < 100 && unit === "" ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`.trim();
}
