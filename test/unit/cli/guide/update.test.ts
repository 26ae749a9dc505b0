import { describe, expect, it } from "vitest";
import type { Model } from "../../../../src/cli/guide/model.ts";
import { begun, IDLE, LAB, pressed, told, verdict } from "./fixture.ts";

const ROUND = { event: "round", state: "begun", saved: [] } as const;
const JUDGING = told(IDLE, ROUND, begun("opens"));
const PASSED = told(IDLE, verdict("opens", "passed"), verdict("shuts", "passed"));

describe("in the main view", () => {
  it("h shows one hint after the other and counts each once", () => {
    const first = pressed(IDLE, "h");
    expect(first.model).toMatchObject({ hints: { "hang-it": 1 }, focus: "text" });
    expect(first.effects).toEqual([{ effect: "count-hint", step: "hang-it" }]);
    const all = pressed(IDLE, "h", "h", "h");
    expect(all.effects).toHaveLength(2);
    expect(all.model.message?.text).toContain("all the hints");
  });

  it.each([
    ["r", { effect: "judge" }],
    ["R", { effect: "judge" }],
    ["l", { effect: "follow-logs" }],
    ["d", { effect: "diff" }],
  ])("%s asks at once, while a check runs too", (key, effect) => {
    expect(pressed(IDLE, key).effects).toEqual([effect]);
    expect(pressed(JUDGING, key).effects).toEqual([effect]);
  });

  it.each([
    ["m", "map"],
    ["f", "fault"],
    ["?", "help"],
    ["s", "shell"],
    ["x", "reset"],
    ["q", "quit"],
    ["o", "open"],
  ] as const)("%s opens its view, and Esc leads back", (key, kind) => {
    const opened = pressed(JUDGING, key);
    expect(opened.model.overlay?.kind).toBe(kind);
    expect(pressed(opened.model, "escape").model.overlay).toBeUndefined();
  });

  it("n goes on from a step that passes, and judges the next", () => {
    const { model, effects } = pressed(PASSED, "n");
    expect(model).toMatchObject({ step: 1, focus: "text", tops: { text: 0, checks: 0 } });
    expect(effects).toEqual([{ effect: "judge" }]);
    expect(pressed({ ...PASSED, step: 1 }, "p").model.step).toBe(0);
  });

  it("n says why it stays", () => {
    expect(pressed(IDLE, "n").model).toMatchObject({
      step: 0,
      message: { text: expect.stringContaining("not pass yet") },
    });
    expect(pressed(JUDGING, "n").model).toMatchObject({
      step: 0,
      message: { text: expect.stringContaining("judged") },
    });
  });

  it("n goes on from a step that was done before", () => {
    expect(pressed({ ...IDLE, done: new Set(["hang-it"]) }, "n").model.step).toBe(1);
  });

  it("n says at the last step that the lab is done", () => {
    const last = told({ ...IDLE, step: 1 }, verdict("locks", "passed"));
    expect(pressed(last, "n").model.message?.text).toContain("the lab is done");
  });

  it("Tab has the arrows scroll the other pane", () => {
    expect(pressed(IDLE, "tab").model.focus).toBe("checks");
    expect(pressed(IDLE, "tab", "tab").model.focus).toBe("text");
  });

  it("arrows scroll no further than there is text", () => {
    const long: Model = { ...IDLE, lab: { ...LAB, intro: "word ".repeat(1_000) } };
    const end = pressed(long, "end").model.tops.text;
    expect(end).toBeGreaterThan(10);
    expect(pressed(long, "end", "down", "pagedown").model.tops.text).toBe(end);
    expect(pressed(long, "end", "up").model.tops.text).toBe(end - 1);
    expect(pressed(long, "end", "home", "up").model.tops.text).toBe(0);
  });

  it("a pasted text asks for nothing", () => {
    expect(pressed(IDLE, "paste")).toMatchObject({ model: { overlay: undefined }, effects: [] });
  });

  it("Esc and a key in the same moment are both of them", () => {
    expect(pressed(pressed(IDLE, "m").model, "alt-d").model.overlay?.kind).toBe("diff");
  });

  it("a key takes the last message away", () => {
    expect(pressed(pressed(IDLE, "n").model, "tab").model.message).toBeUndefined();
  });
});

describe("Ctrl-C", () => {
  it("cancels a check, and ends podlab the second time", () => {
    const once = pressed(JUDGING, "ctrl-c");
    expect(once.effects).toEqual([{ effect: "cancel" }]);
    expect(once.model.work).toBe("cancelling");
    expect(pressed(once.model, "ctrl-c").effects).toEqual([{ effect: "interrupt" }]);
  });

  it("cancels a check from every view, and stays there", () => {
    const { model, effects } = pressed(JUDGING, "m", "ctrl-c");
    expect(effects).toEqual([{ effect: "cancel" }]);
    expect(model.overlay?.kind).toBe("map");
  });

  it.each(["m", "l", "f", "d", "?", "s", "x", "o"])(
    "in the view of %s asks about leaving, and leaves the second time",
    (key) => {
      const once = pressed(IDLE, key, "ctrl-c");
      expect(once.model.overlay?.kind).toBe("quit");
      expect(pressed(once.model, "ctrl-c").effects).toEqual([{ effect: "interrupt" }]);
    },
  );

  it("ends podlab at once while the lab is being started", () => {
    expect(pressed({ ...IDLE, work: "opening" }, "ctrl-c").effects).toEqual([{ effect: "interrupt" }]);
  });
});

describe("leaving", () => {
  it.each([
    ["l", { effect: "quit", stop: false }],
    ["s", { effect: "quit", stop: true }],
  ])("by %s", (key, effect) => {
    expect(pressed(IDLE, "q", key).effects).toEqual([effect]);
    expect(pressed(JUDGING, "q", key)).toMatchObject({
      model: { work: "cancelling" },
      effects: [{ effect: "cancel" }, effect],
    });
  });
});

describe("a reset", () => {
  it("is asked about, and cancels the run that is under way", () => {
    expect(pressed(IDLE, "x").effects).toEqual([]);
    expect(pressed(IDLE, "x", "e").effects).toEqual([{ effect: "reset", work: false }]);
    expect(pressed(JUDGING, "x", "w").effects).toEqual([{ effect: "cancel" }, { effect: "reset", work: true }]);
    expect(pressed(IDLE, "x", "y").effects).toEqual([]);
  });
});

describe("faults", () => {
  it("are chosen by kind and by what they strike", () => {
    expect(pressed(IDLE, "f", "5", "2").effects).toEqual([{ effect: "fault", words: ["pause", "shop"] }]);
    expect(pressed(IDLE, "f", "down", "enter", "down", "enter").effects).toEqual([
      { effect: "fault", words: ["kill", "shop"] },
    ]);
  });

  it("that are in force can be undone one by one", () => {
    const forced = { ...IDLE, faults: [{ words: ["pause", "shop"] }] };
    expect(pressed(forced, "f", "1").effects).toEqual([{ effect: "undo-fault", words: ["pause", "shop"] }]);
    expect(pressed(forced, "f", "2").effects).toEqual([{ effect: "heal" }]);
  });

  it("wait for the end of a run", () => {
    const { model, effects } = pressed(JUDGING, "f", "5", "2");
    expect(effects).toEqual([]);
    expect(model.message?.text).toContain("not just now");
  });
});

describe("logs", () => {
  it("are filtered by digit and by Tab, and follow the end until one scrolls up", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const opened = told(pressed(IDLE, "l").model, { event: "logged", service: "shop", lines });
    expect(pressed(opened, "2").model.overlay).toMatchObject({ service: "shop", top: Number.POSITIVE_INFINITY });
    expect(pressed(opened, "tab").model.overlay).toMatchObject({ service: "door" });
    const up = pressed(opened, "up").model;
    expect(up.overlay).not.toMatchObject({ top: Number.POSITIVE_INFINITY });
    expect(pressed(up, "end").model.overlay).toMatchObject({ top: Number.POSITIVE_INFINITY });
  });

  it("are let go of on the way back", () => {
    expect(pressed(IDLE, "l", "escape").effects.at(-1)).toEqual({ effect: "leave-logs" });
    expect(pressed(IDLE, "l", "ctrl-c").effects.at(-1)).toEqual({ effect: "leave-logs" });
  });
});

describe("a shell", () => {
  it("opens in the service that is chosen, the learner's first", () => {
    expect(pressed(IDLE, "s", "enter").effects).toEqual([{ effect: "shell", service: "door" }]);
    expect(pressed(IDLE, "s", "2").effects).toEqual([{ effect: "shell", service: "shop" }]);
  });
});

describe("a question about the outcome", () => {
  const asked = told(IDLE, { event: "asks", id: "share", question: "How many?", unit: "%" });

  it("is answered by a number", () => {
    expect(pressed(asked, "2", "5", "backspace", "7", "x", "enter").effects).toEqual([
      { effect: "predicted", id: "share", value: 27 },
    ]);
  });

  it("may stay without an answer", () => {
    expect(pressed(asked, "escape").effects).toEqual([{ effect: "predicted", id: "share", value: undefined }]);
    expect(pressed(asked, "enter").effects).toEqual([{ effect: "predicted", id: "share", value: undefined }]);
  });
});
