import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { recordScreens } from "../../screens/record.ts";
import { ROOT } from "../../support/podlab.ts";

it("podlab's views are those in docs/screens (`npm run screens` records them anew)", async () => {
  const seen: Record<string, string> = {};
  const recorded: Record<string, string> = {};
  await recordScreens(async ({ name, same }, screen) => {
    if (!same) return;
    seen[name] = screen;
    recorded[name] = await readFile(join(ROOT, "docs/screens", `${name}.txt`), "utf8");
  });
  expect(seen).toEqual(recorded);
});
