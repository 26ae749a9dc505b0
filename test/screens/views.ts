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

const MENU: Showing = {
  args: [],
  views: [{ name: "menu", until: has("Designing Distributed Systems", "Your first replicated container"), same: true }],
  end: (terminal) => terminal.press("ctrl-c"),
};

const GUIDE: Showing = {
  // The same words, ports and names each time.
  args: ["start", LAB, "--seed", "7"],
  views: [{ name: "guide-failing", until: has("expected"), same: true }],
  end: (terminal) => terminal.press("ctrl-c"),
};

export const SHOWINGS: readonly Showing[] = [MENU, GUIDE];
