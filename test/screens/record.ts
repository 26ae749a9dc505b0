import { Learner } from "../support/learner.ts";
import { openTerminal, type TestTerminal } from "../support/screen/terminal.ts";
import { SHOWINGS, type Showing, type View } from "./views.ts";

/** The least that podlab asks for: every view must fit. */
const SIZE = { columns: 80, rows: 24 };
/** ms for a view to come: containers start, checks run. */
const PATIENCE_MS = 120_000;

/** Shows every view to a learner who has just arrived; calls back with its screen as text, times masked. */
export async function recordScreens(onScreen: (view: View, screen: string) => Promise<void> | void): Promise<void> {
  await using learner = await Learner.arrive();
  for (const showing of SHOWINGS) await recordShowing(learner, showing, onScreen);
}

async function recordShowing(
  learner: Learner,
  { args, views, end }: Showing,
  onScreen: (view: View, screen: string) => Promise<void> | void,
): Promise<void> {
  await using terminal = openTerminal(args, { ...SIZE, env: learner.env, cwd: learner.home });
  for (const view of views) {
    await view.before?.(learner);
    terminal.press(...(view.keys ?? []));
    await terminal.until(view.until, PATIENCE_MS);
    await onScreen(view, masked(terminal, learner.home));
    terminal.press(...(view.leave ?? []));
  }
  end(terminal);
  await terminal.exit;
}

/** What differs from one time to the next, in as many columns: how long things took, and where the learner's files are. */
function masked(terminal: TestTerminal, home: string): string {
  return `${terminal
    .text()
    .replaceAll(home, "~/podlab")
    .replace(/\d+\.\d(?= s\b)/g, (time) => "0.4".padStart(time.length))
    .replace(/\d+(?= ms\b)/g, (time) => "4".padStart(time.length))
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:8080")}\n`;
}
