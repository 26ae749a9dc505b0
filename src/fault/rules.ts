/**
 * iptables rules as arguments. All lie in chains of podlab's own (PODLAB_INPUT, PODLAB_OUTPUT, PODLAB_PREROUTING),
 * so that undoing is removing these chains, whoever does it (see src/session/heal.ts).
 */
export type Rule = readonly string[];

/** Makes the chains and hangs them in front of the built-in ones; does nothing where they are: a shell script. */
export const CHAINS_SCRIPT = [
  ["filter", "INPUT"],
  ["filter", "OUTPUT"],
  ["nat", "PREROUTING"],
]
  .map(([table, hook]) => {
    const iptables = `iptables -w -t ${table}`;
    const chain = `PODLAB_${hook}`;
    const make = `{ ${iptables} -n -L ${chain} >/dev/null 2>&1 || ${iptables} -N ${chain}; }`;
    return `${make} && { ${iptables} -C ${hook} -j ${chain} 2>/dev/null || ${iptables} -I ${hook} -j ${chain}; }`;
  })
  .join(" && ");

/** No packet from or to the address: silence, as when a cable is cut; no error comes back. */
export function dropPeer(address: string): Rule[] {
  return [
    ["-A", "PODLAB_INPUT", "-s", address, "-j", "DROP"],
    ["-A", "PODLAB_OUTPUT", "-d", address, "-j", "DROP"],
  ];
}

/**
 * Connections to the port are reset, as when nothing listens; those that stand are reset with their next packet. Where the
 * port is slowed too, packets come in at the delaying proxy's: only the connection's record still has the port.
 */
export function refusePort(port: number): Rule[] {
  const asked = ["-m", "conntrack", "--ctdir", "ORIGINAL", "--ctorigdstport"];
  return [["--dport"], asked].map((match) => [
    ...["-A", "PODLAB_INPUT", "!", "-i", "lo", "-p", "tcp"],
    ...[...match, `${port}`],
    ...["-j", "REJECT", "--reject-with", "tcp-reset"],
  ]);
}

/** @param share of the packets that come in from outside, 0 to 1, each chosen by chance. */
export function dropShare(share: number): Rule[] {
  return [
    [
      "-A",
      "PODLAB_INPUT",
      "!",
      "-i",
      "lo",
      "-m",
      "statistic",
      "--mode",
      "random",
      "--probability",
      `${share}`,
      "-j",
      "DROP",
    ],
  ];
}

/** New connections from outside to the port go to another port of the same pod; the last such rule holds. */
export function redirectPort(port: number, to: number): Rule[] {
  return [
    [
      "-t",
      "nat",
      "-I",
      "PODLAB_PREROUTING",
      "-p",
      "tcp",
      "--dport",
      `${port}`,
      "-j",
      "REDIRECT",
      "--to-ports",
      `${to}`,
    ],
  ];
}

/** The peers that each pod drops so that the pods of one list and those of the other can't talk. */
export function halves(one: readonly string[], other: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(one.map((pod) => [pod, [...other]]));
}

/** One pod alone against all others. */
export function loner(pod: string, all: readonly string[]): Record<string, string[]> {
  return { [pod]: all.filter((other) => other !== pod) };
}

/** Two halves that both still talk to the pod in the middle, as over a bridge; after Jepsen's `bridge`. */
export function bridge(all: readonly string[], middle: string): Record<string, string[]> {
  const others = all.filter((pod) => pod !== middle);
  const half = Math.ceil(others.length / 2);
  return halves(others.slice(0, half), others.slice(half));
}
