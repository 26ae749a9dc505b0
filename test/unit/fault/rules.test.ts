import { describe, expect, it } from "vitest";
import { bridge, dropPeer, halves, loner, redirectPort, refusePort } from "../../../src/fault/rules.ts";

describe("who may not talk to whom", () => {
  const pods = ["a", "b", "c", "d", "e"];

  it("cuts one pod off from all others", () => {
    expect(loner("b", pods)).toEqual({ b: ["a", "c", "d", "e"] });
  });

  it("splits the pods into halves; rules on one side silence both directions", () => {
    expect(halves(["a", "b"], ["c"])).toEqual({ a: ["c"], b: ["c"] });
  });

  it("leaves one pod that both halves still reach", () => {
    const map = bridge(pods, "c");
    expect(map).toEqual({ a: ["d", "e"], b: ["d", "e"] });
    expect(Object.values(map).flat()).not.toContain("c");
  });
});

describe("the rules of a fault", () => {
  it("lie in podlab's own chains, so that undoing is removing these", () => {
    for (const rule of [...dropPeer("10.213.0.3"), ...refusePort(80), ...redirectPort(80, 26_000)]) {
      expect(rule[rule.findIndex((word) => word === "-A" || word === "-I") + 1]).toMatch(/^PODLAB_/);
    }
  });

  it("drop both what comes from the peer and what goes to it", () => {
    expect(dropPeer("10.213.0.3").map((rule) => rule.join(" "))).toEqual([
      "-A PODLAB_INPUT -s 10.213.0.3 -j DROP",
      "-A PODLAB_OUTPUT -d 10.213.0.3 -j DROP",
    ]);
  });

  it("refuse a port under whatever number its packets come in", () => {
    const matches = refusePort(80).map((rule) => rule.slice(rule.indexOf("tcp") + 1, rule.indexOf("-j")).join(" "));
    expect(matches).toEqual(["--dport 80", "-m conntrack --ctdir ORIGINAL --ctorigdstport 80"]);
  });
});
