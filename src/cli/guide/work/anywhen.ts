import { messageOf, UserError } from "../../../core/errors.ts";
import { workspaceFolder } from "../../../workspace/home.ts";
import { withHint } from "../../../workspace/progress.ts";
import { progressOf } from "../../progress.ts";
import type { Effect } from "../effects.ts";
import { openBrowser } from "./browser.ts";
import { starterDiff } from "./diff.ts";
import type { Setting } from "./setting.ts";

/** Does what needs no running lab; says of everything else that it is not the time. Never throws. */
export function performAnywhen(setting: Setting, effect: Effect): Promise<void> {
  return act(setting, effect).catch((error: unknown) => {
    const hint = error instanceof UserError ? error.hint : undefined;
    setting.stage.tell({ event: "said", level: "warning", text: messageOf(error), hint });
  });
}

async function act({ cli, lab, stage }: Setting, effect: Effect): Promise<void> {
  switch (effect.effect) {
    case "count-hint": {
      const step = lab.steps.find(({ id }) => id === effect.step);
      if (step) await progressOf(cli).update((progress) => withHint(progress, lab.id, step));
      return;
    }
    case "diff":
      return stage.tell({ event: "diff", lines: await starterDiff(lab, workspaceFolder(cli.home, lab.id)) });
    case "open":
      if (effect.url !== undefined) stage.tell({ event: "opened-browser", told: await openBrowser(effect.url) });
      return;
    case "shell":
    case "fault":
    case "heal":
      return stage.tell({ event: "said", level: "info", text: "not yet: the lab is being started" });
    default:
      return;
  }
}
