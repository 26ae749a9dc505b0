import { describe, expect, it } from "vitest";
import { runProbe } from "../../../src/check/run-probe.ts";
import { useKit } from "./kit.ts";

const kit = useKit();

describe("a probe", () => {
  it("finds a closed port refused, and a name that is none unresolved", async () => {
    const outcomes: string[] = [];
    await kit.verdictOf(async ({ tcp }) => {
      outcomes.push((await tcp("app:8080")).outcome, (await tcp("app:81")).outcome);
      outcomes.push((await tcp("nowhere.invalid:80", { timeoutMs: 2_000 })).outcome);
    });
    expect(outcomes).toEqual(["connected", "refused", "unresolved"]);
  });

  it("finds no TLS where a service speaks plain HTTP", async () => {
    let outcome = "";
    await kit.verdictOf(async ({ tls }) => {
      outcome = (await tls("app:8080", { timeoutMs: 2_000 })).outcome;
    });
    expect(["tls", "closed", "reset"]).toContain(outcome);
  });

  it("is taken down once, however often it was asked", async () => {
    const { verdict, evidence } = await kit.verdictOf(async ({ http, eventually, always }) => {
      let asked = 0;
      await eventually(
        async () => (await http.get(`http://app:8080/?status=${++asked < 4 ? 503 : 200}`)).expectStatus(200),
        { withinMs: 5_000, everyMs: 5 },
      );
      await always(async () => void (await http.get("http://app:8080/")).expectStatus(200), { duringMs: 300 });
    });
    expect([verdict, evidence.length]).toEqual(["passed", 2]);
    expect(evidence[0]?.answer).toMatch(/^status 200 after .*\(the last of 4 in /);
  });

  it("sends a load at its rate and tells who answered", async () => {
    let sent = 0;
    const { evidence } = await kit.verdictOf(async ({ load }) => {
      const result = await load({
        request: { url: "http://app:8080/?n={n}" },
        rate: 200,
        durationMs: 1_000,
        identify: { json: "service" },
      });
      sent = result.records.filter(({ status, by }) => status === 200 && by === "app").length;
    });
    expect(sent).toBe(200);
    expect(evidence[0]?.what).toBe("GET http://app:8080/?n={n} 200 a second for 1 000 ms");
    expect(evidence[0]?.answer).toMatch(/^200 requests; 200 × 200; answered by 200 × app; p50 /);
  });

  it("reads what a provided service counted, its output and its own programs' answers", async () => {
    const { verdict } = await kit.verdictOf(async ({ admin, http, logs, exec, fail }) => {
      await admin.post("app", "/__ctl/reset");
      await http.get("http://app:8080/");
      const counters = JSON.stringify(await admin.get("app", "/__ctl/counters"));
      if (!counters.includes('"client":1')) fail({ asked: "counters", expected: "one client", seen: counters });
      const output = await logs("app");
      if (!output.includes("app is listening")) fail({ asked: "output", expected: "a line", seen: output });
      const { code, stdout } = await exec("app", ["sh", "-c", "echo $COLOUR; exit 3"]);
      if (code !== 3 || stdout.trim() !== "blue")
        fail({ asked: "sh", expected: "blue, 3", seen: `${stdout}, ${code}` });
    });
    expect(verdict).toBe("passed");
  });

  it("breaks the check that asks a learner's service for an admin port", async () => {
    const { reason } = await kit.verdictOf(async ({ admin }) => void (await admin.get("work", "/__ctl/counters")));
    expect(reason).toContain("no service that the lab provides");
  });
});

describe("podlab probe", () => {
  it.each([
    ["http http://app:8080/ -H x-a", "is no header"],
    ["tcp app", "is no HOST:PORT"],
  ])("refuses `%s`", async (words, message) => {
    await expect(probe(words)).rejects.toThrow(message);
  });

  it.each([
    ["http POST http://app:8080/ --data hello", /^status 200 after .* ms, \d+ bytes/],
    ["http http://app:81/", /^no answer: connection refused after /],
    ["tcp app:8080", /^connected after /],
    ["tls app:8080 --max TLSv1.2", /^no (proper )?answer/],
    [
      "load http://app:8080/ --count 20 --concurrency 4 --identify json:service",
      /^20 requests\n20 × 200\nanswered by 20 × app\np50 /,
    ],
  ])("answers `%s`", async (words, text) => {
    expect((await probe(words)).text).toMatch(text);
  });
});

function probe(words: string) {
  return runProbe(kit.session, words.split(" "), new AbortController().signal);
}
