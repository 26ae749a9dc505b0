import { EnvironmentError } from "../core/errors.ts";
import { engineWords, translate } from "./translate.ts";

/** What apt, curl and npm say when there is no way to their servers. */
const NO_NETWORK =
  /Temporary failure resolving|Could not resolve|Failed to fetch|Could not connect|Unable to connect|ENOTFOUND|EAI_AGAIN/;

/**
 * The error for an image that could not be built.
 * @param output the end of the builder's output
 * @param thrown what the engine told, or dockerode threw
 */
export function buildFailure(
  reference: string,
  output: readonly string[],
  thrown: unknown,
  host: string,
): EnvironmentError {
  const hint = output.some((line) => NO_NETWORK.test(line))
    ? "the build needs a network; without one bring the images from another machine, `podlab images save` and `load`"
    : translate(thrown, host).hint;
  const shown = output.map((line) => `\n  ${line}`).join("");
  return new EnvironmentError(`image ${reference} could not be built: ${engineWords(thrown)}${shown}`, {
    cause: thrown,
    ...(hint === undefined ? {} : { hint }),
  });
}
