import { ExitCode, UserError } from "../../core/errors.ts";
import type { VerifiedEvent } from "../../core/events.ts";
import { createSeed } from "../../core/seed.ts";
import { isProven } from "../../verify/proven.ts";
import { verifyLab } from "../../verify/verify.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { allLabs, labById } from "../labs.ts";
import { ownerOfCli } from "../owner.ts";

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
  const owner = await ownerOfCli(cli);
  await using engine = lazyEngine();
  const results: VerifiedEvent[] = [];
  for (const lab of labs) {
    const request = {
      engine: await engine.get(),
      lab,
      root: cli.root,
      owner,
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

/** A lab that isn't proven is a bad lab; where all that is missing could not be judged, that says nothing about it. */
function exitCode(results: readonly VerifiedEvent[]): ExitCode {
  const unproven = results.filter((verified) => !isProven(verified));
  if (unproven.length === 0) return ExitCode.ok;
  return unproven.every(isOnlyBroken) ? ExitCode.brokenCheck : ExitCode.usage;
}

function isOnlyBroken({ starter, solution, mutants, caught, broken, leftovers }: VerifiedEvent): boolean {
  const unkept = mutants - caught + (starter === "broken" ? 1 : 0);
  return starter !== "passes" && solution !== "fails" && leftovers === 0 && broken > 0 && unkept <= broken;
}
