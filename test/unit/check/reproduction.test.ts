import { describe, expect, it } from "vitest";
import { Reproduction } from "../../../src/check/reproduction.ts";

const WHOLE_STEP = "podlab check https-sidecar --step survive-a-crash --seed 42";
const TCP = { probe: "tcp", request: { host: "shop", port: 8080 } } as const;

describe("the command under a failure", () => {
  it("is the last probe", () => {
    const reproduction = create();
    expect(reproduction.asked(TCP)).toBe("podlab probe tcp shop:8080");
    expect(reproduction.command()).toBe("podlab probe tcp shop:8080");
  });

  it("is the whole step with its seed before anything was asked", () => {
    expect(create().command()).toBe(WHOLE_STEP);
  });

  it("is the whole step once a fault has part in it", () => {
    const reproduction = create();
    reproduction.disturbed();
    expect(reproduction.asked(TCP)).toBe(WHOLE_STEP);
  });

  it("is the whole step where the probe would be too long to copy", () => {
    const request = { url: "http://web/", body: { text: "x".repeat(2_000) } };
    expect(create().asked({ probe: "http", request, ca: false })).toBe(WHOLE_STEP);
  });
});

function create(): Reproduction {
  return new Reproduction({ lab: "https-sidecar", step: "survive-a-crash", seed: 42 });
}
