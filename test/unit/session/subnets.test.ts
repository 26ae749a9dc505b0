import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignAddresses, chooseSubnet } from "../../../src/session/subnets.ts";

describe("a session's subnet", () => {
  it("is the preferred block when nothing is in the way", () => {
    expect(chooseSubnet([], 0)).toBe("10.213.0.0/27");
    expect(chooseSubnet([], 9)).toBe("10.213.1.32/27");
  });

  it("steps over networks that overlap, larger or smaller", () => {
    expect(chooseSubnet(["10.213.0.0/24"], 0)).toBe("10.213.1.0/27");
    expect(chooseSubnet(["10.213.0.5/32", "172.17.0.0/16"], 0)).toBe("10.213.0.32/27");
  });

  it("ignores what is not an IPv4 subnet", () => {
    expect(chooseSubnet(["fe80::/64", ""], 0)).toBe("10.213.0.0/27");
  });

  it("is undefined when the whole pool is taken", () => {
    expect(chooseSubnet(["10.0.0.0/8"], 3)).toBeUndefined();
  });

  it("never chooses one that was chosen before", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 2, maxLength: 60 }), (preferences) => {
        const chosen: string[] = [];
        for (const prefer of preferences) chosen.push(chooseSubnet(chosen, prefer) ?? "none");
        return new Set(chosen).size === chosen.length;
      }),
    );
  });

  it("gives the agent and each pod an address of its own, past the gateway's", () => {
    const { agent, pods } = assignAddresses("10.213.0.32/27", ["shop", "web"]);
    expect([agent, ...pods.values()]).toEqual(["10.213.0.34", "10.213.0.35", "10.213.0.36"]);
  });
});
