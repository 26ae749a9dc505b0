import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { inShell, openProgram, type TerminalOptions } from "../../support/screen/terminal.ts";

const PROGRAM = fileURLToPath(new URL("../../support/screen/program.ts", import.meta.url));
const open = (options: TerminalOptions = {}, ...args: readonly string[]) =>
  openProgram([process.execPath, PROGRAM, ...args], options);
const openInShell = () => openProgram(inShell([process.execPath, PROGRAM]));

/** Everything is as a program finds it: main screen, cursor, lines that wrap, keys that echo. */
function expectGivenBack(terminal: ReturnType<typeof open>, settings: string): void {
  expect(settings).toMatch(/[^-]icanon/);
  expect(settings).toMatch(/[^-]echo /);
  expect(terminal.screen).toMatchObject({ alternate: false, cursorShown: true, wrapsLines: true, marksPastes: false });
}

async function expectLeft(terminal: ReturnType<typeof open>, code: number): Promise<void> {
  const left = await terminal.left();
  expect(left.code).toBe(code);
  expectGivenBack(terminal, left.settings);
}

it("fills the terminal, top to bottom, on the alternate screen and without a cursor", async () => {
  await using terminal = open({ columns: 60, rows: 12 });
  await terminal.until("the last row");
  expect(terminal.lines()[0]).toBe("60 x 12");
  expect(terminal.lines()[11]).toBe("the last row");
  expect(terminal.screen).toMatchObject({ alternate: true, cursorShown: false });
});

it("gives the main screen back as it was, and ends with the program's own words", async () => {
  await using terminal = openInShell();
  await terminal.until("the last row");
  terminal.press("q");
  await expectLeft(terminal, 0);
  expect(terminal.lines()[0]).toBe("it is over");
  expect(terminal.text()).not.toContain("row 1");
});

it("tells keys by their names, in whatever pieces their bytes come", async () => {
  await using terminal = open();
  await terminal.until("the last row");
  terminal.press("a", "up", "ctrl-c", "enter");
  await terminal.until("keys: a up ctrl-c enter");
  terminal.type("\u001B");
  await terminal.until("enter escape");
  terminal.type("\u001B[");
  terminal.type("6~");
  await terminal.until("escape pagedown");
});

it("takes what is pasted as one thing, and none of its letters as a key", async () => {
  await using terminal = open();
  await terminal.until("the last row");
  terminal.paste("q c e");
  await terminal.until("keys: paste<q c e>");
});

it("fills the new size when the window is resized", async () => {
  await using terminal = open({ columns: 100, rows: 40 });
  await terminal.until("100 x 40");
  terminal.resize(80, 24);
  await terminal.until("80 x 24");
  expect(terminal.lines()[23]).toBe("the last row");
  terminal.resize(120, 50);
  await terminal.until("120 x 50");
  expect(terminal.lines()[49]).toBe("the last row");
});

it("writes only the lines that changed, each frame between marks that a terminal shows at once", async () => {
  await using terminal = open();
  await terminal.until("the last row");
  const before = terminal.raw.length;
  terminal.press("a");
  await terminal.until("keys: a");
  const frame = terminal.raw.slice(before);
  expect(frame.startsWith("\u001B[?2026h") && frame.endsWith("\u001B[?2026l")).toBe(true);
  expect(frame).toContain("keys: a");
  expect(frame).not.toContain("row 1");
});

it("shows the last of many frames that come at once, and not each of them", async () => {
  await using terminal = open();
  await terminal.until("the last row");
  const before = terminal.raw.length;
  terminal.press("m");
  await terminal.until("1000 frames");
  expect(terminal.raw.slice(before).split("\u001B[?2026h").length - 1).toBeLessThanOrEqual(2);
});

it("cuts what is too wide, and lets nothing through that would move or clear", async () => {
  await using terminal = open({ columns: 40 });
  await terminal.until("the last row");
  terminal.press("w");
  await terminal.until("evil");
  expect(terminal.lines().slice(0, 3)).toEqual(["012345678901234567890123456789012345678…", "evil    tab red", ""]);
});

it("shows a cursor where the frame has one", async () => {
  await using terminal = open();
  await terminal.until("the last row");
  terminal.press("/");
  await terminal.until("search:");
  expect(terminal.screen.cursorShown).toBe(true);
  terminal.press("a");
  await terminal.until("keys: / a");
  expect(terminal.screen.cursorShown).toBe(false);
});

it("has colours in 256, in 16, and none where there are none, with the same words", async () => {
  for (const [depth, good, bad] of [
    ["256", 32, 166],
    ["16", 12, 3],
    ["none", undefined, undefined],
  ] as const) {
    await using terminal = open({}, depth);
    await terminal.until("the last row");
    expect(terminal.cellOf("+ good").foreground).toBe(good);
    expect(terminal.cellOf("x bad").foreground).toBe(bad);
    expect(terminal.screen.styled).toBe(depth !== "none");
  }
});

describe("suspended", () => {
  it("gives the terminal to another program and takes it back, keys and all", async () => {
    await using terminal = open();
    await terminal.until("the last row");
    terminal.press("a", "s");
    await terminal.until("echoke");
    expectGivenBack(terminal, terminal.text());
    terminal.type("a q\n");
    await terminal.until("the last row");
    expect(terminal.screen).toMatchObject({ alternate: true, cursorShown: false, marksPastes: true });
    terminal.press("b");
    await terminal.until("keys: a s b");
    expect(terminal.screen.history()).toContain("heard a q");
  });

  it("shows the new size when the window was resized meanwhile", async () => {
    await using terminal = open();
    await terminal.until("the last row");
    terminal.press("s");
    await terminal.until("in the shell");
    terminal.resize(90, 30);
    terminal.type("\n");
    await terminal.until("90 x 30");
    expect(terminal.lines()[29]).toBe("the last row");
  });
});

describe("gives the terminal back", () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const)
    it(`when ${signal} ends the program`, async () => {
      await using terminal = openInShell();
      await terminal.until("the last row");
      process.kill(childOf(terminal.pid), signal);
      // As shells tell of a signal.
      await expectLeft(terminal, 128 + constants.signals[signal]);
    });

  it("when an error that nobody caught ends it, and then shows the error", async () => {
    await using terminal = openInShell();
    await terminal.until("the last row");
    terminal.press("c");
    await expectLeft(terminal, 1);
    expect(terminal.screen.history()).toContain("a crash on purpose");
  });

  it("when the program exits in the middle", async () => {
    await using terminal = openInShell();
    await terminal.until("the last row");
    terminal.press("e");
    await expectLeft(terminal, 7);
  });

  it("when Ctrl-Z lets it rest, and takes it again at fg", async () => {
    await using terminal = openProgram(["sh", "-i"], { env: { PS1: "prompt " } });
    await terminal.until("prompt");
    terminal.type(`"${process.execPath}" "${PROGRAM}"\n`);
    await terminal.until("the last row");
    terminal.press("a", "ctrl-z");
    await terminal.until("Stopped");
    terminal.type("stty -a\n");
    await terminal.until("echoke");
    expectGivenBack(terminal, terminal.text());
    terminal.type("fg\n");
    await terminal.until("the last row");
    terminal.press("b");
    await terminal.until("keys: a b");
    expect(terminal.screen).toMatchObject({ alternate: true, cursorShown: false });
  });

  it("never, where no shell could continue it: Ctrl-Z then changes nothing", async () => {
    await using terminal = open();
    await terminal.until("the last row");
    terminal.press("ctrl-z");
    await terminal.until(() => terminal.raw.split("\u001B[?1049h").length === 3);
    terminal.press("a");
    await terminal.until("keys: a");
  });
});

it("ends quietly when the window is closed", async () => {
  await using terminal = open();
  await terminal.until("the last row");
  terminal.close();
  // By SIGHUP, or because nothing can be read any more, whichever it hears of first.
  expect(await terminal.exit).toMatchObject({ exitCode: 0 });
});

/** The program that a shell has started. */
function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
}
