import { describe, expect, it } from "vitest";
import { openTerminal, type TerminalOptions } from "../../support/screen/terminal.ts";
import { temporaryFolder } from "../workspace/temporary.ts";

/** An engine that is not there: every lab that is begun ends with an error. */
const DOCKER_HOST = "unix:///nowhere/podlab-test.sock";

describe("podlab's menu in a terminal", () => {
  it("begins at the next open lab, and arrows move past chapters", async () => {
    await using menu = await openMenu();
    expect(menu.terminal.text()).toMatch(/^❯ .*first-contact/m);
    menu.terminal.press("down");
    await menu.terminal.until((screen) => /^❯ .*https-sidecar/m.test(screen));
    menu.terminal.press("up", "up");
    await menu.terminal.until((screen) => /^❯ .*first-contact/m.test(screen));
    menu.terminal.press("pagedown", "pagedown", "pagedown", "pagedown", "pagedown");
    await menu.terminal.until((screen) => /^❯ quit/m.test(screen));
    menu.terminal.press("enter");
    expect(await menu.terminal.exit).toEqual({ exitCode: 0, signal: 0 });
  });

  it("searches by typing, keeps the chapter, and Esc first gives the list back", async () => {
    await using menu = await openMenu();
    menu.terminal.type("tenth");
    await menu.terminal.until((screen) => screen.includes("search: tenth") && !screen.includes("https-sidecar"));
    await menu.terminal.until("3  Ambassador");
    menu.terminal.type("zz");
    await menu.terminal.until('nothing has "tenthzz"');
    menu.terminal.press("enter", "backspace", "backspace");
    await menu.terminal.until((screen) => /^❯ .*request-splitter/m.test(screen));
    menu.terminal.press("escape");
    await menu.terminal.until((screen) => screen.includes("https-sidecar") && !screen.includes("search: tenth"));
    menu.terminal.press("escape");
    expect(await menu.terminal.exit).toEqual({ exitCode: 0, signal: 0 });
  });

  it("searches for words with q after a slash, and leaves at q alone", async () => {
    await using menu = await openMenu();
    menu.terminal.type("/q");
    await menu.terminal.until("search: q");
    menu.terminal.press("escape");
    await menu.terminal.until((screen) => !screen.includes("search: q"));
    menu.terminal.type("q");
    expect(await menu.terminal.exit).toEqual({ exitCode: 0, signal: 0 });
  });

  it.each([
    ["ctrl-c", 130],
    ["ctrl-d", 0],
  ])("leaves at %s, and gives the terminal back", async (key, exitCode) => {
    await using menu = await openMenu();
    expect(menu.terminal.screen.alternate).toBe(true);
    menu.terminal.press(key);
    expect(await menu.terminal.exit).toEqual({ exitCode, signal: 0 });
    expect(menu.terminal.screen).toMatchObject({ alternate: false, cursorShown: true });
  });

  it("leaves when it is told to end", async () => {
    await using menu = await openMenu();
    menu.terminal.kill("SIGTERM");
    expect(await menu.terminal.exit).toEqual({ exitCode: 130, signal: 0 });
    expect(menu.terminal.screen).toMatchObject({ alternate: false, cursorShown: true });
  });

  it("comes back after a lab that could not start, at that lab, and shows why", async () => {
    await using menu = await openMenu();
    menu.terminal.type("splitter");
    await menu.terminal.until((screen) => /^❯ .*request-splitter/m.test(screen));
    menu.terminal.press("enter");
    await menu.terminal.until("! request-splitter: no container engine answers");
    await menu.terminal.until((screen) => /^❯ {3}◐ .*request-splitter/m.test(screen));
    await menu.terminal.until("begun, 0 of 5 steps");
  });

  it("fits when the window changes", async () => {
    await using menu = await openMenu({ columns: 100, rows: 40 });
    menu.terminal.resize(60, 14);
    await menu.terminal.until((screen) => screen.startsWith("  podlab") && screen.includes("more below"));
    await menu.terminal.until("search:");
    menu.terminal.resize(100, 40);
    await menu.terminal.until((screen) => screen.includes("quit") && screen.endsWith("Esc or q leaves"));
    expect(menu.terminal.lines()[0]).toContain("podlab");
    expect(menu.terminal.text().match(/search:/g)).toHaveLength(1);
  });

  it.each([
    ["NO_COLOR", { NO_COLOR: "1" }, []],
    ["--no-color", {}, ["--no-color"]],
  ])("has no colours and no styles with %s", async (_, env, args) => {
    await using menu = await openMenu({ env }, args);
    expect(menu.terminal.screen.styled).toBe(false);
  });

  it("has only ASCII where the locale has no more", async () => {
    await using menu = await openMenu({ env: { LC_ALL: "C" } });
    expect(menu.terminal.text()).toMatch(/^> {3}\. /m);
    expect(menu.terminal.text()).toMatch(/^\p{ASCII}*$/u);
  });
});

describe("podlab --plain", () => {
  it.each([
    ["--plain", {}, "xterm-256color", ["--plain"]],
    ["PODLAB_PLAIN", { PODLAB_PLAIN: "1" }, "xterm-256color", []],
    ["a dumb terminal", {}, "dumb", []],
  ])("asks by lines with %s: nothing moves, signs are words", async (_, env, term, args) => {
    await using home = await temporaryFolder();
    await using terminal = openTerminal(args, {
      env: { PODLAB_HOME: home.path, DOCKER_HOST, NO_COLOR: "1", ...env },
      term,
    });
    await terminal.until("Which lab?");
    expect(terminal.text()).toContain("not begun: ");
    // What is typed before the question stands there is shown before it, and moves the lines.
    const asks = (screen: string) => screen.endsWith("leaves:");
    const answer = async (typed: string, told: string) => {
      await terminal.until(asks);
      terminal.type(`${typed}\r`);
      await terminal.until(told);
    };
    await answer("ambassador", 'several have "ambassador": circuit-breaker, request-splitter');
    await answer("zebra", 'no lab has "zebra"');
    await answer("tenth", "warning: request-splitter: no container engine answers");
    await terminal.until(asks);
    terminal.press("ctrl-d");
    expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
    // Of control sequences at most the one that shows a cursor.
    expect(terminal.raw.replaceAll("\u001B[?25h", "")).not.toContain("\u001B");
  });
});

async function openMenu(options: TerminalOptions = {}, args: readonly string[] = []) {
  const home = await temporaryFolder();
  const env = { PODLAB_HOME: home.path, DOCKER_HOST, ...options.env };
  const terminal = openTerminal(args, { ...options, env });
  // The last line that is drawn.
  await terminal.until("leaves");
  return {
    terminal,
    async [Symbol.asyncDispose]() {
      await terminal[Symbol.asyncDispose]();
      await home[Symbol.asyncDispose]();
    },
  };
}
