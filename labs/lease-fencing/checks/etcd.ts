import { type CheckContext, members } from "podlab";

export const NODES = ["etcd-0", "etcd-1", "etcd-2"] as const;

/** Until etcd, undisturbed, has a leader: the reference has one at once. */
const LEADER_WITHIN_MS = 15_000;
const ANSWER_MS = 2_000;

export interface EtcdStatus {
  /** Who leads etcd itself. */
  readonly leader: string;
  /** Grows with each election. */
  readonly term: string;
  /** Etcd's count of changes. */
  readonly revision: bigint;
}

/** Waits until etcd has a leader on which all nodes agree. */
export async function etcdStatus(context: CheckContext): Promise<EtcdStatus> {
  const end = performance.now() + LEADER_WITHIN_MS;
  for (;;) {
    const status = await askAll(context);
    if (status !== undefined) return status;
    if (performance.now() > end) context.broken("etcd, podlab's own, has no leader");
    await context.pause(100);
  }
}

/**
 * Runs a trial that leaves etcd alone. Where etcd has elected a leader anew meanwhile, for want of processor time, a
 * failure says nothing about the candidates.
 */
export async function onSteadyEtcd(context: CheckContext, trial: () => Promise<void>): Promise<void> {
  const { term } = await etcdStatus(context);
  try {
    await trial();
  } catch (thrown) {
    context.signal.throwIfAborted();
    if ((await etcdStatus(context)).term !== term) context.broken("etcd, undisturbed, elected a leader anew meanwhile");
    throw thrown;
  }
}

async function askAll({ http }: CheckContext): Promise<EtcdStatus | undefined> {
  const request = { body: { text: "{}" }, timeoutMs: ANSWER_MS };
  const answers = await Promise.all(
    NODES.map((node) => http.post(`http://${node}:2379/v3/maintenance/status`, request)),
  );
  const statuses = answers.map((answer) => (answer.status === 200 ? members(answer.json()) : {}));
  const headers = statuses.map(({ header }) => members(header));
  const [leader, ...others] = new Set(statuses.map((status) => status["leader"]));
  const index = headers.findIndex((header) => leader !== undefined && header["member_id"] === leader);
  const [name, header] = [NODES[index], headers[index]];
  if (others.length > 0 || name === undefined) return undefined;
  return { leader: name, term: String(header?.["raft_term"]), revision: BigInt(String(header?.["revision"] ?? 0)) };
}
