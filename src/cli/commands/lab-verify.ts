import { ExitCode, UserError } from "../../core/errors.ts";
import type { VerifiedEvent } from "../../core/events.ts";
import { createSeed } from "../../core/seed.ts";
import { isProven } from "../../verify/proven.ts";
import { verifyLab } from "../../verify/verify.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { allLabs, labById } from "../labs.ts";

export interface VerifyOptions {
  readonly all?: boolean;
  readonly repeat: number;
  readonly jobs: number;
  readonly seed?: number;
  readonly only?: readonly string[];
}

/** Proves labs, one after the other. */
export async function run(cli: Cli, id: string | undefined, options: VerifyOptions): Promise<ExitCode> {
  if (id !== undefined && options.all) throw new UserError("a lab and --all exclude each other");
  const labs = id === undefined ? await allLabs(cli) : [await labById(cli, id)];
  const { repeat, jobs, only } = options;
  const seed = createSeed(options.seed).value;
  await using engine = lazyEngine();
  const results: VerifiedEvent[] = [];
  for (const lab of labs) {
    const request = {
      engine: await engine.get(),
      lab,
      root: cli.root,
      emit: cli.emit,
      signal: cli.signal,
      seed,
      repeat,
      jobs,
    };
    results.push(await verifyLab(only === undefined ? request : { ...request, only }));
  }
  return exitCode(results);
}

/** A lab that isn't proven is a bad lab; one that could not be judged says nothing about its author's work. */
function exitCode(results: readonly VerifiedEvent[]): ExitCode {
  const unproven = results.filter((verified) => !isProven(verified));
  if (unproven.length === 0) return ExitCode.ok;
  const isBroken = ({ starter, solution }: VerifiedEvent) => starter === "broken" || solution === "broken";
  return unproven.every(isBroken) ? ExitCode.brokenCheck : ExitCode.usage;
}
