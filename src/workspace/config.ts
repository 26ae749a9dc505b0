import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import { stateFolder } from "./home.ts";
import { codeOf, writeWhole } from "./write-file.ts";

/** What a learner has told podlab about themselves. */
export interface Config {
  /** As the class' roster lists the learner. */
  readonly id?: string;
  readonly name?: string;
}

export const CONFIG_KEYS = ["id", "name"] as const;
export type ConfigKey = (typeof CONFIG_KEYS)[number];

/** An id goes into file names and reports. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const LONGEST_NAME = 100;

/**
 * What is set; nothing where nothing is.
 *
 * @throws UserError where the file is damaged
 */
export async function readConfig(home: string): Promise<Config> {
  const file = configFile(home);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return "{}";
    throw new UserError(`${file} can't be read`, { cause: error });
  });
  try {
    const { id, name }: { id?: unknown; name?: unknown } = JSON.parse(text);
    return { ...(typeof id === "string" && { id }), ...(typeof name === "string" && { name }) };
  } catch (cause) {
    throw new UserError(`${file} is damaged`, { hint: "Remove it, then set id and name again.", cause });
  }
}

/** @throws UserError where the value can't be one */
export async function writeConfig(home: string, key: ConfigKey, value: string): Promise<Config> {
  const problem = configProblem(key, value);
  if (problem !== undefined) throw new UserError(problem);
  const config = { ...(await readConfig(home)), [key]: value };
  await writeWhole(configFile(home), `${JSON.stringify(config, null, 2)}\n`);
  return config;
}

/** What is wrong with a value; undefined where nothing is. */
export function configProblem(key: ConfigKey, value: string): string | undefined {
  if (key === "id" && !ID.test(value))
    return `${JSON.stringify(value)} can't be an id: it is up to 64 letters, digits, dots, hyphens and underscores`;
  if (value.trim() === "" || value.length > LONGEST_NAME || /\p{C}/u.test(value))
    return `a name is one line of 1 to ${LONGEST_NAME} characters`;
  return undefined;
}

function configFile(home: string): string {
  return join(stateFolder(home), "config.json");
}
