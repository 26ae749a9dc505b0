import { EnvironmentError } from "../core/errors.ts";
import type { Engine } from "../engine/types.ts";

/**
 * Undoes all that a fault helper did in its pod's network namespace: what podlab adds lies in chains of its own
 * (see src/fault), so that removing these leaves nothing behind. Safe to run where nothing was done.
 */
export const HEAL_SCRIPT = [
  'for pid in /tmp/delay-*.pid; do [ -f "$pid" ] && kill "$(cat "$pid")" 2>/dev/null; rm -f "$pid"; done',
  "for table in filter nat; do",
  "  for hook in INPUT OUTPUT PREROUTING; do",
  '    while iptables -w -t "$table" -D "$hook" -j "PODLAB_$hook" 2>/dev/null; do :; done',
  '    iptables -w -t "$table" -F "PODLAB_$hook" 2>/dev/null',
  '    iptables -w -t "$table" -X "PODLAB_$hook" 2>/dev/null',
  "  done",
  "done",
  // What can't be looked at may still be there.
  "rules=$(iptables-save) || exit 1",
  'case "$rules" in *PODLAB_*) exit 1 ;; esac',
].join("\n");

/** Runs the script in a helper; a helper that no longer runs took no rules with it, so it is started for this. */
export async function healPod(engine: Engine, helper: string, signal?: AbortSignal): Promise<void> {
  await engine.unpause(helper);
  await engine.start(helper);
  const { code, stderr } = await engine.exec(helper, ["sh", "-c", HEAL_SCRIPT], signal === undefined ? {} : { signal });
  if (code !== 0)
    throw new EnvironmentError(`a network fault could not be undone: ${stderr.trim()}`, { hint: "podlab stop" });
}
