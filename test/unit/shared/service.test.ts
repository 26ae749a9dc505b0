import { describe, expect, it } from "vitest";
import { sendJson } from "../../../docker/shared/http.mjs";
import { running } from "./running.ts";

describe("a provided service", () => {
  it("counts health requests apart from those of clients", async () => {
    await using service = await running();
    await service.get("/words/a");
    await service.get("/readyz");
    await service.get("/healthz?from=haproxy");
    expect((await service.ctl("GET", "counters")).json()).toEqual({
      client: 1,
      health: 2,
      inFlight: 0,
      aborted: 0,
      answered: { "200": 3 },
    });
  });

  it("counts clients' requests by the address that they come from, a reset notwithstanding", async () => {
    await using service = await running({
      handle: (request, response) => {
        response.statusCode = request.url === "/healthz" ? 500 : Number(request.url?.slice(1));
        response.end();
      },
    });
    for (const path of ["/200", "/404", "/503", "/healthz"]) await service.get(path);
    await service.ctl("POST", "reset");
    expect((await service.ctl("GET", "traffic")).json()).toEqual({
      instance: service.identity.instance,
      callers: { "127.0.0.1": { requests: 3, errors: 1, refused: 1 } },
    });
  });

  it("remembers what it was asked, in order, and tells it by the beginning of the path", async () => {
    await using service = await running();
    for (const path of ["/words/a", "/other", "/words/b?n=1"]) await service.get(path);
    const history = (await service.ctl("GET", "history?kind=client&path=/words/")).json();
    expect(history).toMatchObject([
      { n: 1, path: "/words/a", method: "GET", remote: "127.0.0.1", status: 200 },
      { n: 3, path: "/words/b?n=1", status: 200 },
    ]);
  });

  it("forgets all of it on a reset", async () => {
    await using service = await running();
    await service.get("/words/a");
    expect((await service.ctl("POST", "reset")).json()).toMatchObject({ client: 0, answered: {} });
    expect((await service.ctl("GET", "history")).json()).toEqual([]);
  });

  it("tells its handler who it is, with a mark that is new with each start", async () => {
    const identify: Parameters<typeof running>[0] = {
      handle: (_, response, { identity }) => sendJson(response, 200, identity),
    };
    await using first = await running(identify);
    await using second = await running(identify);
    expect((await first.get("/")).json()).toEqual(first.identity);
    expect(first.identity).toMatchObject({ service: "dictionary", version: "1" });
    expect(first.identity.instance).not.toBe(second.identity.instance);
  });

  it("answers 500 when its handler throws, and goes on", async () => {
    await using service = await running({
      handle: (request, response) => {
        if (request.url === "/bad") throw new Error("on purpose");
        response.end("fine");
      },
    });
    expect((await service.get("/bad")).status).toBe(500);
    expect((await service.get("/good")).text).toBe("fine");
  });

  it("counts a client that went away as aborted and tells the handler", async () => {
    const left = Promise.withResolvers<string>();
    const leaving = new AbortController();
    await using service = await running({
      handle: (_request, _response, { signal }) => {
        signal.addEventListener("abort", () => left.resolve("gone"));
        leaving.abort();
      },
    });
    await expect(service.get("/slow", leaving.signal)).rejects.toThrow("aborted");
    expect(await left.promise).toBe("gone");
    expect(service.history.counters).toMatchObject({ client: 1, aborted: 1, inFlight: 0, answered: {} });
    expect(service.history.callers).toEqual({ "127.0.0.1": { requests: 1, errors: 1, refused: 0 } });
  });

  it("lets requests in flight end when it closes, and takes no new ones", async () => {
    const arrived = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const service = await running({
      handle: async (_, response) => {
        arrived.resolve();
        await finish.promise;
        response.end("done");
      },
    });
    const inFlight = service.get("/job");
    await arrived.promise;
    const closed = service.close();
    await expect(service.get("/late")).rejects.toThrow("ECONNREFUSED");
    finish.resolve();
    expect((await inFlight).text).toBe("done");
    await closed;
  });

  it("cuts off what is still in flight when the grace is over", async () => {
    const arrived = Promise.withResolvers<void>();
    const service = await running({ handle: () => arrived.resolve() });
    const stuck = service.get("/job").catch((error: Error) => error.message);
    await arrived.promise;
    await service.close(10);
    expect(await stuck).toMatch(/hang up|ECONNRESET/);
  });
});
