import type { Learner } from "../support/learner.ts";
import type { TestTerminal } from "../support/screen/terminal.ts";

/** One view of podlab in a terminal: how it comes about, and what is on the screen when it has. */
export interface View {
  /** Its file in docs/screens. */
  readonly name: string;
  /** Pressed where the view before was left. */
  readonly keys?: readonly string[];
  /** Done before the keys are pressed. */
  readonly before?: (learner: Learner) => Promise<void>;
  readonly until: (screen: string) => boolean;
  /** Pressed to leave it. */
  readonly leave?: readonly string[];
  /** What it shows is the same each time, but for times and what the engine chose. */
  readonly same: boolean;
}

/** A podlab that is looked at: the views follow one upon the other. */
export interface Showing {
  readonly args: readonly string[];
  readonly views: readonly View[];
  /** Ends it. */
  readonly end: (terminal: TestTerminal) => void;
}

/** The lab that is shown, from its starter, whose first step fails. */
export const LAB = "first-contact";

const has =
  (...texts: readonly string[]) =>
  (screen: string) =>
    texts.every((text) => screen.includes(text));
const BACK = ["escape"];

const MENU: Showing = {
  args: [],
  // Every new lab is in it, so it is never the same for long.
  views: [
    { name: "menu", until: has("Designing Distributed Systems", "Your first replicated container"), same: false },
  ],
  end: (terminal) => terminal.press("ctrl-c"),
};

const GUIDE: Showing = {
  // With a seed, the same words, ports and names each time.
  args: ["start", LAB, "--seed", "7"],
  views: [
    { name: "guide-failing", until: has("✗", "expected", "watching"), same: true },
    { name: "hint", keys: ["h"], until: has("Hint 1 of"), leave: ["home"], same: true },
    { name: "help", keys: ["?"], until: has("Help"), leave: BACK, same: true },
    { name: "map", keys: ["m"], until: has("Map", "pod web-a"), leave: BACK, same: false },
    { name: "logs", keys: ["l"], until: has("Logs of all", "listening on"), leave: BACK, same: false },
    { name: "shell", keys: ["s"], until: has("A shell in which service?"), leave: BACK, same: true },
    { name: "fault", keys: ["f"], until: has("Faults"), leave: BACK, same: true },
    { name: "reset", keys: ["x"], until: has("Reset what?"), leave: BACK, same: true },
    {
      name: "guide-passing",
      before: (learner) => learner.solve(LAB),
      until: (screen) => has("✓", "from save to verdict")(screen) && !screen.includes("✗"),
      same: true,
    },
    { name: "diff", keys: ["d"], until: has("against the starter", "+++"), leave: BACK, same: true },
    { name: "quit", keys: ["q"], until: has("Leave the lab?"), same: true },
  ],
  end: (terminal) => terminal.press("l"),
};

export const SHOWINGS: readonly Showing[] = [MENU, GUIDE];
