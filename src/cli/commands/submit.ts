import { resolve } from "node:path";
import { ExitCode, UserError } from "../../core/errors.ts";
import { sha256 } from "../../grade/manifest.ts";
import { archiveName, packSubmission } from "../../grade/pack.ts";
import type { Learner, Manifest } from "../../grade/types.ts";
import { labDigest } from "../../lab/digest.ts";
import type { Lab } from "../../lab/types.ts";
import { configProblem, readConfig, writeConfig } from "../../workspace/config.ts";
import { workspaceFolder } from "../../workspace/home.ts";
import { explainWriteError } from "../../workspace/prepare.ts";
import { labProgress } from "../../workspace/progress.ts";
import type { LabProgress } from "../../workspace/progress-format.ts";
import { readWorkspace } from "../../workspace/read.ts";
import { writeWhole } from "../../workspace/write-file.ts";
import { asked } from "../ask.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { chosenLab } from "../labs.ts";
import { packageVersion } from "../package-root.ts";
import { progressOf } from "../progress.ts";

export interface SubmitOptions {
  readonly out?: string;
}

/** Writes one archive to hand in, and says what is inside and what does not pass. */
export async function run(cli: Cli, id: string | undefined, options: SubmitOptions): Promise<ExitCode> {
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, id, engine.get);
  const entries = await readWorkspace(lab, workspaceFolder(cli.home, lab.id));
  const files = new Map(entries.map(({ path, content }) => [path, content]));
  const progress = labProgress(await progressOf(cli).load(), lab.id);
  const manifest = await manifestOf(cli, lab, files, progress);
  const file = resolve(cli.cwd, options.out ?? archiveName(manifest));
  const archive = await packSubmission(manifest, files);
  await writeWhole(file, archive).catch((error: unknown) => {
    throw explainWriteError(error, file);
  });
  cli.emit({ event: "submission", lab: lab.id, learner: manifest.learner.id, file, files: [...files.keys()] });
  warn(cli, lab, progress);
  return ExitCode.ok;
}

async function manifestOf(
  cli: Cli,
  lab: Lab,
  files: ReadonlyMap<string, Uint8Array>,
  progress: LabProgress,
): Promise<Manifest> {
  return {
    format: 1,
    lab: lab.id,
    labHash: await labDigest(lab),
    learner: await learnerOf(cli),
    files: Object.fromEntries([...files].map(([path, content]) => [path, sha256(content)])),
    podlab: packageVersion(cli.root),
    passedOnce: Object.entries(progress.checks).flatMap(([check, { passedOnce }]) => (passedOnce ? [check] : [])),
    hintsUsed: Object.values(progress.hints).reduce((sum, used) => sum + used, 0),
  };
}

/** Who hands in: as set, else asked once and kept. */
async function learnerOf(cli: Cli): Promise<Learner> {
  const { id = "", name = "" } = await readConfig(cli.home);
  if (id !== "" && name !== "") return { id, name };
  if (!cli.terminal.interactive || cli.json)
    throw new UserError("podlab does not know who you are", {
      hint: "`podlab config id ID` and `podlab config name NAME` say it; the id is the one on your class' list.",
    });
  const given = { id: id || (await ask(cli, "id", "Your id, as your class' list has it:")), name };
  return { ...given, name: name || (await ask(cli, "name", "Your name:")) };
}

async function ask(cli: Cli, key: "id" | "name", message: string): Promise<string> {
  const { default: inquirer } = await import("inquirer");
  const validate = (value: string) => configProblem(key, value) ?? true;
  const answer = await asked(cli, inquirer.prompt([{ type: "input", name: "value", message, validate }]));
  await writeConfig(cli.home, key, answer.value);
  return answer.value;
}

/** By the record of what was judged last: judging takes a minute, and may be done before. */
function warn(cli: Cli, lab: Lab, { checks }: LabProgress): void {
  const open = lab.steps.flatMap((step) => step.checks.filter(({ id }) => checks[id]?.trueNow !== true));
  if (open.length === 0) return;
  const titles = open.map(({ title }) => `"${title}"`).join(", ");
  const hint = `\`podlab check ${lab.id} --all\` judges all of it; then submit again.`;
  cli.emit({ event: "notice", level: "warning", text: `as far as podlab knows, not all passes now: ${titles}`, hint });
}
