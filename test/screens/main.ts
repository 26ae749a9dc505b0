import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { recordScreens } from "./record.ts";

/** `npm run screens`: writes each view of podlab in a terminal of 80 by 24 as text to docs/screens. */
const folder = join(import.meta.dirname, "../../docs/screens");
await mkdir(folder, { recursive: true });
await recordScreens(async ({ name }, screen) => {
  await writeFile(join(folder, `${name}.txt`), screen);
  process.stderr.write(`docs/screens/${name}.txt\n`);
});
