import { carryOutReset } from "../../resetting.ts";
import type { UpSetting } from "./setting.ts";

/** Makes the services anew, with `work` from the starter's files; what the learner wrote is kept beside. */
export async function reset({ cli, lab, engine, stage }: UpSetting, work: boolean): Promise<void> {
  stage.tell({ event: "resetting", work });
  try {
    await carryOutReset(cli, engine, lab, { work }, new Date());
    if (!work) stage.tell({ event: "said", level: "info", text: "the environment is new" });
  } finally {
    stage.tell({ event: "reset-done" });
  }
}
