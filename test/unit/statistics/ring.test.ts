import { describe, expect, it } from "vitest";
import { createSeed } from "../../../src/core/seed.ts";
import { acceptRing, type Ring, ringShares } from "../../../src/statistics/index.ts";

/** Nodes, points, what 4 000 simulated rings gave, and what the catalogue lets a check accept (null: not printed). */
const CATALOGUE: readonly [number, number, readonly [number, number], readonly [number, number] | null][] = [
  [3, 160, [0.253, 0.425], [0.2, 0.47]],
  [4, 160, [0.189, 0.326], [0.17, 0.34]],
  [5, 40, [0.1, 0.319], [0.1, 0.32]],
  [5, 100, [0.138, 0.281], null],
];

describe("ringShares", () => {
  // Extremes of 4 000 rings differ from seed to seed by about half a standard deviation of a share, 0.01 to 0.03.
  it.each(CATALOGUE)(
    "gives for %i nodes of %i points the catalogue's extremes",
    (nodes, pointsPerNode, [low, high]) => {
      const { simulated } = simulate({ nodes, pointsPerNode }, 4000);
      expect(Math.abs(simulated.low - low)).toBeLessThan(0.02);
      expect(Math.abs(simulated.high - high)).toBeLessThan(0.03);
    },
  );

  it("gives the same shares for the same seed", () => {
    const ring = { nodes: 3, pointsPerNode: 160 };
    expect(simulate(ring, 50)).toEqual(simulate(ring, 50));
  });

  it("widens the shares by the sampling error, less for more keys", () => {
    const few = simulate({ nodes: 3, pointsPerNode: 160 }, 100, 500);
    const many = simulate({ nodes: 3, pointsPerNode: 160 }, 100, 50_000);
    expect(few.accepted.low).toBeLessThan(many.accepted.low);
    expect(many.accepted.low).toBeLessThan(many.simulated.low);
    expect(many.simulated.high).toBeLessThan(many.accepted.high);
    expect(many.accepted.high).toBeLessThan(few.accepted.high);
  });

  it("spreads as rings do that are really built from points on a circle", () => {
    const seed = createSeed(7);
    const built = Array.from({ length: 2000 }, () => buildRing({ nodes: 3, pointsPerNode: 20 }, seed.random));
    const { simulated } = simulate({ nodes: 3, pointsPerNode: 20 }, 2000);
    expect(Math.abs(Math.min(...built.flat()) - simulated.low)).toBeLessThan(0.04);
    expect(Math.abs(Math.max(...built.flat()) - simulated.high)).toBeLessThan(0.04);
  });
});

describe("acceptRing", () => {
  it("accepts about what the simulation does, without its guesswork", () => {
    const { low, high, falseAlarm } = acceptRing({ nodes: 3, pointsPerNode: 160, keys: 2000 });
    expect(low / 2000).toBeGreaterThan(0.2);
    expect(high / 2000).toBeLessThan(0.47);
    expect(falseAlarm).toBeLessThan(1e-6 / 3);
  });

  it("refuses a right ring about as often as it was allowed to", () => {
    const seed = createSeed(8);
    const allowed = 0.3;
    const { low, high } = acceptRing({ nodes: 2, pointsPerNode: 5, keys: 100, falseAlarm: allowed });
    const refused = Array.from({ length: 2000 }, () => {
      const [share = 0] = buildRing({ nodes: 2, pointsPerNode: 5 }, seed.random);
      const count = Array.from({ length: 100 }, () => seed.random() < share).filter(Boolean).length;
      return count < low || count > high;
    }).filter(Boolean).length;
    // Each of the two nodes has half the false alarms, but they go wrong together: one's excess is the other's lack.
    expect(refused / 2000).toBeLessThan(allowed / 2 + 0.03);
    expect(refused / 2000).toBeGreaterThan(allowed / 2 - 0.05);
  });

  it("refuses what is no ring", () => {
    expect(() => acceptRing({ nodes: 1, pointsPerNode: 160, keys: 10 })).toThrow("nodes must be a whole number from 2");
    expect(() => acceptRing({ nodes: 2, pointsPerNode: 0, keys: 10 })).toThrow("pointsPerNode");
    expect(() => acceptRing({ nodes: 2, pointsPerNode: 1, keys: 0 })).toThrow("keys");
  });
});

function simulate(ring: Ring, rings: number, keys = 2000) {
  return ringShares({ ...ring, rings, keys, random: createSeed(6).random });
}

/** The share of each node of a ring made of real points: the arc that ends at a point is its node's. */
function buildRing({ nodes, pointsPerNode }: Ring, random: () => number): number[] {
  const points = Array.from({ length: nodes * pointsPerNode }, (_, index) => ({ at: random(), node: index % nodes }));
  points.sort((left, right) => left.at - right.at);
  const shares = new Array<number>(nodes).fill(0);
  points.forEach(({ at, node }, index) => {
    const before = points[index - 1]?.at ?? (points.at(-1)?.at ?? 0) - 1;
    shares[node] = (shares[node] ?? 0) + at - before;
  });
  return shares;
}
