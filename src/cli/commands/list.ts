import { ExitCode } from "../../core/errors.ts";
import { CHAPTERS } from "../../lab/chapters.ts";
import type { Cli } from "../cli.ts";
import { allLabs } from "../labs.ts";
import { listed } from "../listed.ts";
import { progressOf } from "../progress.ts";

/** Prints the chapters that have labs, each with its labs. */
export async function run(cli: Cli): Promise<ExitCode> {
  const [labs, progress] = await Promise.all([allLabs(cli), progressOf(cli).load()]);
  for (const { id, number, title } of CHAPTERS) {
    const own = labs.filter((lab) => lab.chapter === id);
    if (own.length > 0) cli.emit({ event: "chapter", chapter: id, number, title });
    for (const lab of own) cli.emit(listed(lab, progress));
  }
  return ExitCode.ok;
}
