import { describe, expect, it } from "vitest";
import { parseChaos } from "../../../docker/shared/chaos.mjs";
import { running } from "./running.ts";

describe("chaos", () => {
  it("answers 500 in the mode error, until it is set back", async () => {
    await using service = await running();
    await service.ctl("PUT", "chaos", { mode: "error" });
    expect((await service.get("/")).status).toBe(500);
    await service.ctl("PUT", "chaos", { mode: "ok" });
    expect((await service.get("/")).status).toBe(200);
  });

  it("strikes each tenth request and no other when told so", async () => {
    await using service = await running();
    await service.ctl("PUT", "chaos", { mode: "error", every: 10 });
    const statuses = [];
    for (let n = 1; n <= 20; n += 1) statuses.push((await service.get("/")).status);
    expect(statuses.flatMap((status, index) => (status === 500 ? [index + 1] : []))).toEqual([10, 20]);
  });

  it("spares health requests when it is on clients, and the other way round", async () => {
    await using service = await running();
    await service.ctl("PUT", "chaos", { mode: "error", on: "client" });
    expect([(await service.get("/")).status, (await service.get("/healthz")).status]).toEqual([500, 200]);
    await service.ctl("PUT", "chaos", { mode: "error", on: "health" });
    expect([(await service.get("/")).status, (await service.get("/healthz")).status]).toEqual([200, 500]);
  });

  it("never strikes the paths that are spared, in no mode", async () => {
    await using service = await running({ health: ["/ready", "/alive"], spared: ["/alive"] });
    await service.ctl("PUT", "chaos", { mode: "error" });
    expect([(await service.get("/ready")).status, (await service.get("/alive")).status]).toEqual([500, 200]);
    await service.ctl("PUT", "chaos", { mode: "hang" });
    expect((await service.get("/alive")).status).toBe(200);
  });

  it("answers no sooner than the time in the mode slow", async () => {
    await using service = await running();
    await service.ctl("PUT", "chaos", { mode: "slow:60" });
    const began = performance.now();
    expect((await service.get("/")).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThanOrEqual(59);
  });

  it("never answers in the mode hang, and counts the client that gave up", async () => {
    await using service = await running();
    await service.ctl("PUT", "chaos", { mode: "hang" });
    await expect(service.get("/", AbortSignal.timeout(50))).rejects.toThrow();
    await expect.poll(() => service.history.counters).toMatchObject({ aborted: 1, inFlight: 0, answered: {} });
  });

  it.each([
    [{ mode: "chaotic" }, "mode must be"],
    [{ mode: "slow:fast" }, "mode must be"],
    [{ mode: "ok", every: 0 }, "every must be"],
    [{ mode: "ok", on: "nobody" }, "on must be"],
    [undefined, "mode must be"],
  ])("refuses %j in words", (asked, words) => {
    expect(() => parseChaos(asked)).toThrow(words);
  });

  it("tells a wrong order from a right one over the admin port, and keeps the old mode", async () => {
    await using service = await running();
    const refused = await service.ctl("PUT", "chaos", { mode: "chaotic" });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("mode must be");
    expect((await service.ctl("GET", "chaos")).json()).toMatchObject({ mode: "ok" });
  });
});
