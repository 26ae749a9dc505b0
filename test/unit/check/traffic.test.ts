import { describe, expect, it } from "vitest";
import { NO_TRAFFIC, type Reading, type Sample, sortedEdges, withSample } from "../../../src/check/traffic/edges.ts";
import { namesOf } from "../../../src/check/traffic/names.ts";
import { component, entry, http, provided } from "../../../src/index.ts";

type Counts = readonly [from: string, to: string, requests: number, errors?: number, refused?: number];

function reading(at: number, instance: string, ...counts: readonly Counts[]): Reading {
  return {
    at,
    instance,
    counts: counts.map(([from, to, requests, errors = 0, refused = 0]) => ({ from, to, requests, errors, refused })),
  };
}

function edgesAfter(...samples: readonly Readonly<Record<string, Reading>>[]) {
  const log = samples.reduce((before, sample) => withSample(before, new Map(Object.entries(sample))), NO_TRAFFIC);
  return log.edges;
}

describe("the edges of a lab's traffic", () => {
  it("begin at zero, whatever was counted before somebody looked", () => {
    expect(edgesAfter({ lb: reading(0, "a", ["you", "lb", 700, 3, 1]) })).toEqual([
      {
        from: "you",
        to: "lb",
        rate: 0,
        errors: 0,
        refused: 0,
        recent: [0],
        total: { requests: 0, errors: 0, refused: 0 },
      },
    ]);
  });

  it("are what came in between, for a second", () => {
    const edges = edgesAfter(
      { lb: reading(0, "a", ["you", "lb", 10]) },
      { lb: reading(2_000, "a", ["you", "lb", 16, 3, 1], ["podlab", "lb", 5]) },
    );
    expect(edges).toMatchObject([
      { from: "you", rate: 3, errors: 1.5, refused: 0.5, total: { requests: 6, errors: 3, refused: 1 } },
      { from: "podlab", rate: 2.5, total: { requests: 5 } },
    ]);
  });

  it("never run backwards over a restart, and lose nothing after it", () => {
    const edges = edgesAfter(
      { web: reading(0, "a", ["lb", "web", 500]) },
      { web: reading(1_000, "a", ["lb", "web", 510]) },
      { web: reading(2_000, "b", ["lb", "web", 4]) },
      { web: reading(3_000, "b", ["lb", "web", 9]) },
    );
    expect(edges).toMatchObject([{ recent: [0, 10, 4, 5], total: { requests: 19 } }]);
  });

  it("rest while their counter does not answer, and catch up over that time", () => {
    const edges = edgesAfter(
      { web: reading(0, "a", ["lb", "web", 0]) },
      {},
      {},
      { web: reading(4_000, "a", ["lb", "web", 8]) },
    );
    expect(edges).toMatchObject([{ recent: [0, 0, 0, 2], total: { requests: 8 } }]);
  });

  it("don't count what a service that first answers late had been asked before", () => {
    const edges = edgesAfter(
      { agent: reading(0, "x") },
      { agent: reading(1_000, "x"), web: reading(1_000, "a", ["lb", "web", 80]) },
    );
    expect(edges).toMatchObject([{ rate: 0, total: { requests: 0 } }]);
  });

  it("add up several ports of a pod", () => {
    const edges = edgesAfter(
      { agent: reading(0, "x", ["podlab", "web", 1], ["podlab", "web", 2]) },
      { agent: reading(1_000, "x", ["podlab", "web", 2], ["podlab", "web", 4]) },
    );
    expect(edges).toMatchObject([{ rate: 3 }]);
  });

  it("remember the last twenty rates", () => {
    const samples = Array.from({ length: 30 }, (_, n) => ({ lb: reading(n * 1_000, "a", ["you", "lb", n * n]) }));
    const [edge] = edgesAfter(...samples);
    expect(edge?.recent).toEqual(Array.from({ length: 20 }, (_, index) => 2 * (index + 10) - 1));
  });

  it("are sorted as the lab is", () => {
    const sample: Sample = new Map([
      [
        "a",
        reading(0, "x", ["lb", "b", 1], ["lb", "a", 1], ["podlab", "lb", 1], ["shop", "lb", 1], ["you", "shop:99", 1]),
      ],
    ]);
    const sorted = sortedEdges(withSample(NO_TRAFFIC, sample).edges, ["you", "podlab", "shop", "lb", "a", "b"]);
    expect(sorted.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "you shop:99",
      "podlab lb",
      "shop lb",
      "lb a",
      "lb b",
    ]);
  });
});

describe("the ends of edges", () => {
  const addresses: Readonly<Record<string, string>> = { shop: "10.0.0.3", web: "10.0.0.4", big: "10.0.0.5" };
  const own = { image: component("proxy") };
  const names = namesOf({
    lab: {
      pods: {
        shop: {
          app: { image: provided("app.mjs"), ready: http(3000, "/"), entry: entry("http", 3001) },
          ambassador: { ...own, ready: ({ port = "" }) => http(Number(port), "/") },
        },
        web: { site: own },
        big: { one: own, two: own, three: own },
      },
    },
    parameters: { port: "8080" },
    address: (pod) => addresses[pod] ?? "",
  });

  it("are the services that listen on a pod's ports", () => {
    expect(["shop", "10.0.0.3"].map((host) => names.target(host, 3001))).toEqual(["app", "app"]);
    expect([3000, 8080, 9].map((port) => names.target("shop", port))).toEqual(["app", "ambassador", "shop:9"]);
    expect(names.target("web", 1234)).toBe("site");
    expect(names.target("example.org", 80)).toBeUndefined();
  });

  it("are the pods that call, and in a pod the neighbour", () => {
    expect(names.caller("app", "10.0.0.4")).toBe("site");
    expect(names.caller("site", "10.0.0.3")).toBe("shop");
    expect(names.caller("app", "127.0.0.1")).toBe("ambassador");
    expect(names.caller("one", "::1")).toBe("big");
    expect(names.caller("app", "10.0.0.2")).toBeUndefined();
  });

  it("stand in the lab's order", () => {
    expect(names.order).toEqual([
      "you",
      "podlab",
      "shop",
      "app",
      "ambassador",
      "web",
      "site",
      "big",
      "one",
      "two",
      "three",
    ]);
  });
});
