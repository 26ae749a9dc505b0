import { describe, expect, it } from "vitest";
import type { CliEvent } from "../../../src/cli/output/events.ts";
import { linesOutput } from "../../../src/cli/output/lines.ts";
import { describeTerminal, type Terminal } from "../../../src/cli/output/terminal.ts";
import type { VerdictEvent } from "../../../src/core/events.ts";
import { plainTerminal } from "./terminal.ts";

const VERDICT: VerdictEvent = {
  event: "verdict",
  lab: "https-sidecar",
  step: "terminate-tls",
  check: "presents-certificate",
  title: "it presents the certificate it was given",
  verdict: "passed",
  ms: 120,
  evidence: [{ at: 3, ms: 12, kind: "probe", what: "TLS handshake with shop:8443", answer: "TLSv1.3" }],
};

describe("lines for people", () => {
  it("show a pass as one line with its time", () => {
    expect(drawn(VERDICT)).toBe("  ✓ it presents the certificate it was given                       0.1 s\n");
  });

  it("show a failure with what was asked, expected and seen, aligned, and how to see it again", () => {
    const failure = {
      asked: "TLS handshake with shop:8443",
      expected: "subject CN=shop.podlab.test",
      seen: "subject CN=localhost",
      again: "podlab probe tls shop:8443",
    };
    expect(drawn({ ...VERDICT, verdict: "failed", failure })).toBe(
      [
        "  ✗ it presents the certificate it was given                       0.1 s",
        "      asked     TLS handshake with shop:8443",
        "      expected  subject CN=shop.podlab.test",
        "      seen      subject CN=localhost",
        "      again     podlab probe tls shop:8443",
        "",
      ].join("\n"),
    );
  });

  it("wrap a failure to the width, and never its command", () => {
    const long = "podlab probe http https://shop:8443/items/abcdefgh --ca --servername shop.podlab.test --timeout 5000";
    const failure = { asked: "a ".repeat(40).trim(), expected: "b", seen: "c", again: long };
    const lines = drawn({ ...VERDICT, verdict: "failed", failure }).split("\n");
    expect(lines.filter((line) => line.length > 72)).toEqual([`      again     ${long}`]);
    expect(lines[2]).toMatch(/^ {16}a a/);
  });

  it("name the check that a blocked one needs", () => {
    expect(drawn({ ...VERDICT, verdict: "blocked", reason: "serves-over-tls" })).toBe(
      "  – it presents the certificate it was given\n      needs serves-over-tls, which did not pass\n",
    );
  });

  it("say of a broken check that it is not the learner's fault", () => {
    expect(drawn({ ...VERDICT, verdict: "broken", reason: "the agent ended" })).toContain(
      "  ! it presents the certificate it was given                       0.1 s\n" +
        "      could not be judged, through no fault of yours: the agent ended\n",
    );
  });

  it("show the timeline under a failure as it was drawn", () => {
    const failure = { asked: "a", expected: "b", seen: "c" };
    const timeline = "app   ──x────●──\nclient ..!!...";
    expect(drawn({ ...VERDICT, verdict: "failed", failure, timeline })).toContain(
      "\n      app   ──x────●──\n      client ..!!...\n",
    );
  });

  it("show evidence only when asked", () => {
    expect(drawn(VERDICT)).not.toContain("handshake");
    expect(drawn(VERDICT, { evidence: true })).toContain("+0.00 s  probe TLS handshake with shop:8443: TLSv1.3");
  });

  it("count a run's verdicts and leave out what there was none of", () => {
    const summary = { event: "summary", lab: "l", points: 3, maxPoints: 10, seed: 7, ms: 900 } as const;
    expect(drawn({ ...summary, passed: 2, failed: 1, blocked: 0, broken: 0 })).toBe(
      "\n  2 passed, 1 failed; 3 of 10 points; 0.9 s; seed 7\n",
    );
  });

  it("show how far each lab is by its sign", () => {
    const lab = {
      event: "lab",
      chapter: "sidecar",
      lab: "topz",
      title: "Look inside",
      minutes: 45,
      steps: 4,
      points: 9,
    } as const;
    const states = ["not begun", "begun", "done", "done with help"] as const;
    const signs = states.map((state) => drawn({ ...lab, state, stepsPassed: 1 }).trim()[0]);
    expect(signs).toEqual(["○", "◐", "●", "◉"]);
    expect(drawn({ ...lab, state: "begun", stepsPassed: 1 })).toMatch(/Look inside +topz +45 min {2}1\/4\n$/);
  });

  it("keep drawings as they are and wrap prose", () => {
    const drawing =
      "you ── https :8443 ──► [ tls ]      and much more that goes far beyond the right edge of this terminal";
    expect(drawn({ event: "text", lab: "l", part: "topology", title: "", text: drawing })).toContain(drawing);
    const prose = drawn({ event: "text", lab: "l", part: "step", title: "", text: "word ".repeat(40) });
    expect(prose.split("\n").every((line) => line.length <= 72)).toBe(true);
  });

  it("say which port an entry had to take", () => {
    const entries = [{ service: "tls", url: "https://127.0.0.1:40001/", wanted: 8443 }];
    const { err } = output({ event: "session", lab: "l", session: "s", state: "ready", ms: 1300, entries });
    expect(err).toBe(
      "  l is up after 1.3 s\n  tls: https://127.0.0.1:40001/ (port 8443 is taken by another program)\n",
    );
  });

  it("put what was asked for on standard output and the rest on standard error", () => {
    expect(output(VERDICT)).toMatchObject({ err: "" });
    expect(output({ event: "notice", level: "warning", text: "careful", hint: "do this" })).toEqual({
      out: "",
      err: "  ! careful\n    do this\n",
    });
    expect(output({ event: "progress", part: "p", state: "done", text: "image app", ms: 2000 })).toEqual({
      out: "",
      err: "  image app: done (2.0 s)\n",
    });
  });
});

describe("plain lines", () => {
  const terminal = describeTerminal({ stdin: {}, stdout: {}, env: {}, color: true, plain: true });

  it("say a verdict in words, from left to right", () => {
    expect(drawn(VERDICT, { terminal })).toBe("  passed: it presents the certificate it was given (0.1 s)\n");
  });

  it("say how far a lab is, in words", () => {
    const about = {
      event: "lab",
      chapter: "sidecar",
      lab: "topz",
      title: "Look inside",
      minutes: 45,
      points: 9,
    } as const;
    expect(drawn({ ...about, state: "begun", steps: 4, stepsPassed: 1 }, { terminal })).toBe(
      "     begun: Look inside (topz, 45 minutes, 1 of 4 steps)\n",
    );
  });

  it("tell in words what a drawing shows", () => {
    const drawing = {
      event: "text",
      lab: "l",
      part: "topology",
      title: "",
      text: "┌──┐",
      words: "Pod shop: app.",
    } as const;
    expect(drawn(drawing, { terminal })).toBe("\n  Pod shop: app.\n");
    expect(drawn(drawing)).toContain("┌──┐");
  });

  it("name a warning", () => {
    expect(output({ event: "notice", level: "warning", text: "careful" }, { terminal }).err).toBe(
      "  warning: careful\n",
    );
  });
});

describe("lines in ASCII", () => {
  const terminal = plainTerminal(72, { LC_ALL: "C" });

  it("keep a drawing's shape", () => {
    const text = "you ──► ┌ tls ┐ · 5 ≥ 3 …";
    expect(drawn({ event: "text", lab: "l", part: "topology", title: "", text }, { terminal })).toBe(
      "\n  you --> + tls + . 5 >= 3 ...\n",
    );
  });

  it("leave alone what isn't podlab's", () => {
    expect(drawn({ event: "log", service: "s", text: "é ✓" }, { terminal })).toBe("é ✓\n");
  });
});

describe("a terminal", () => {
  const stdout = { isTTY: true, columns: 80 };

  it("gets signs of ASCII where its locale is not UTF-8", () => {
    const { marks } = plainTerminal(72, { LC_ALL: "C", LANG: "en_US.UTF-8" });
    expect(marks).toMatchObject({ passed: "+", failed: "x", blocked: "-", broken: "!" });
  });

  it.each([
    ["NO_COLOR", { NO_COLOR: "1" }, true, "x"],
    ["a dumb terminal", { TERM: "dumb" }, true, "x"],
    ["--no-color", {}, false, "x"],
    ["nothing against it", { TERM: "xterm" }, true, "\u001B[33mx\u001B[39m"],
    ["an empty NO_COLOR", { NO_COLOR: "" }, true, "\u001B[33mx\u001B[39m"],
    ["256 colours", { TERM: "xterm-256color" }, true, "\u001B[38;5;166mx\u001B[39m"],
    ["NO_COLOR and FORCE_COLOR, as Node does", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, "\u001B[33mx\u001B[39m"],
    ["FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, "x"],
    ["--no-color and FORCE_COLOR", { FORCE_COLOR: "1" }, false, "x"],
  ])("is painted or not with %s", (_, env, color, painted) => {
    expect(describeTerminal({ stdin: {}, stdout, env, color }).style.bad("x")).toBe(painted);
  });

  it("is no place for colours when it is a pipe, unless they are forced", () => {
    const bad = (env: Record<string, string>) =>
      describeTerminal({ stdin: {}, stdout: {}, env, color: true }).style.bad("x");
    expect([bad({}), bad({ FORCE_COLOR: "2", TERM: "xterm-256color" })]).toEqual(["x", "\u001B[38;5;166mx\u001B[39m"]);
  });

  it.each([
    ["--plain", {}, true],
    ["PODLAB_PLAIN", { PODLAB_PLAIN: "1" }, false],
    ["TERM=dumb", { TERM: "dumb" }, false],
  ])("is plain, and no screen, with %s", (_, env, plain) => {
    const terminal = describeTerminal({ stdin: { isTTY: true }, stdout, env, color: true, plain });
    expect(terminal).toMatchObject({ interactive: true, plain: true, screen: false });
    expect(terminal.marks).toMatchObject({ passed: "passed:", failed: "failed:" });
  });

  it.each([{}, { PODLAB_PLAIN: "0" }, { PODLAB_PLAIN: "" }])("is a screen with %o", (env) => {
    expect(describeTerminal({ stdin: { isTTY: true }, stdout, env, color: true })).toMatchObject({
      plain: false,
      screen: true,
    });
  });

  it.each([
    [{ PODLAB_ASCII: "1", LANG: "C.UTF-8" }, true],
    [{ LC_CTYPE: "POSIX", LANG: "C.UTF-8" }, true],
    [{ LC_ALL: "en_US.utf8", LANG: "C" }, false],
    [{ LC_ALL: "" }, false],
    [{}, false],
  ])("shows ASCII only with %o: %s", (env, ascii) => {
    expect(plainTerminal(72, env).ascii).toBe(ascii);
  });

  it("has a person only when input and output are both terminals", () => {
    const interactive = (stdin: boolean, out: boolean) =>
      describeTerminal({ stdin: { isTTY: stdin }, stdout: { isTTY: out }, env: {}, color: true }).interactive;
    expect([interactive(true, true), interactive(true, false), interactive(false, true)]).toEqual([true, false, false]);
  });
});

function drawn(event: CliEvent, options: { evidence?: boolean; terminal?: Terminal } = {}): string {
  return output(event, options).out;
}

function output(
  event: CliEvent,
  { evidence = false, terminal = plainTerminal(72) }: { evidence?: boolean; terminal?: Terminal } = {},
) {
  const written = { out: "", err: "" };
  const emit = linesOutput({
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    terminal,
    evidence,
  });
  emit(event);
  return written;
}
