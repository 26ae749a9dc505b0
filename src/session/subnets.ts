/**
 * Subnets of podlab's networks: /27 blocks of 10.213.0.0/16, so that thousands of sessions fit where the engine's own
 * pools end at about 30. Pure arithmetic on IPv4.
 */
const POOL = "10.213.0.0/16";
const BLOCK_BITS = 27;
const BLOCK_SIZE = 2 ** (32 - BLOCK_BITS);

/**
 * The first free block at or after a preferred place, which spreads sessions so that two that start at once rarely
 * choose the same; undefined when none is free.
 *
 * @param taken CIDR subnets in use: the engine's networks and the machine's own interfaces.
 * @param prefer Any whole number; the same one gives the same first choice.
 */
export function chooseSubnet(taken: readonly string[], prefer: number): string | undefined {
  const pool = parseCidr(POOL);
  if (pool === undefined) return undefined;
  const used = taken.map(parseCidr).filter((range) => range !== undefined);
  const blocks = (pool.last - pool.first + 1) / BLOCK_SIZE;
  for (let step = 0; step < blocks; step++) {
    const first = pool.first + ((prefer + step) % blocks) * BLOCK_SIZE;
    const last = first + BLOCK_SIZE - 1;
    if (used.every((range) => last < range.first || first > range.last)) return `${formatAddress(first)}/${BLOCK_BITS}`;
  }
  return undefined;
}

/** Fixed addresses: the gateway's place stays empty, the agent comes next, then the pods in the lab's order. */
export function assignAddresses(subnet: string, pods: readonly string[]): { agent: string; pods: Map<string, string> } {
  const range = parseCidr(subnet);
  if (range === undefined) throw new RangeError(`not an IPv4 subnet: ${subnet}`);
  const place = (index: number) => formatAddress(range.first + index);
  return { agent: place(2), pods: new Map(pods.map((pod, index) => [pod, place(3 + index)])) };
}

function parseCidr(cidr: string): { first: number; last: number } | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr);
  if (match === null) return undefined;
  const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number];
  const size = 2 ** (32 - bits);
  const first = Math.floor((a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / size) * size;
  return { first, last: first + size - 1 };
}

function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
