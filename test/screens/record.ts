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
    await leave(terminal, view);
  }
  end(terminal);
  await terminal.exit;
}

async function leave(terminal: TestTerminal, { leave: keys, until }: View): Promise<void> {
  if (keys === undefined) return;
  terminal.press(...keys);
  await terminal.until((screen) => !until(screen));
}

/** What differs from one time to the next. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  // At the right end of a line a longer time has one blank less before it.
  [/\d(?=\d\.\d s *$)/gm, " "],
  [/\d+\.\d(?= s\b)/g, "0.4"],
  // Not the end of "2 000 ms": such numbers are the check's own.
  [/(?<!\d )\b\d+(?:\.\d+)?(?= ms\b)/g, "4"],
  [/(?<=127\.0\.0\.1:)\d+/g, "8080"],
  // Each attempt draws its own, and how many there are is a matter of time.
  [/(?<=\/hello\/)[a-z]{8}\b/g, "xqgymruj"],
];

/** The screen as it is each time: how long things took and where the learner's files are is made the same. */
function masked(terminal: TestTerminal, home: string): string {
  const text = terminal.text().replaceAll(home, "~/podlab");
  const same = MASKS.reduce((before, [what, mask]) => before.replace(what, mask), text);
  return `${same.replace(/ +$/gm, "")}\n`;
}
