// A candidate, of which three run. One of them at a time is the leader, and only the leader writes to the store.
import { randomInt } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

const NODES = ["etcd-0", "etcd-1", "etcd-2"];
const KEY = btoa("leader");
const TTL_S = 3;
/** The lease is given up in our own eyes so long before it is in etcd's. */
const MARGIN_MS = 500;
/** A node of etcd that is silent for so long is left for the next one; less than a third of the TTL. */
const ASK_MS = 700;
const RENEW_EVERY_MS = 500;
const CAMPAIGN_EVERY_MS = 250;
const WRITE_EVERY_MS = 50;

/** The node that answered last. */
let node = 0;

for (;;) {
  try {
    const term = (await isVacant()) ? await campaign() : undefined;
    if (term) await lead(term);
  } catch (error) {
    console.log(`etcd: ${error.message}`);
  }
  await delay(CAMPAIGN_EVERY_MS);
}

/** A look at the key, which costs etcd less than a try to get it. */
async function isVacant() {
  const { kvs = [] } = await etcd("/v3/kv/range", { key: KEY });
  return kvs.length === 0;
}

/** Gives the term of office that was won; undefined where another one was faster. */
async function campaign() {
  const sentAt = performance.now();
  const { ID: lease } = await etcd("/v3/lease/grant", { TTL: TTL_S });
  const read = { request_range: { key: KEY } };
  const { responses } = await etcd("/v3/kv/txn", {
    compare: [{ key: KEY, target: "CREATE", create_revision: 0 }],
    success: [{ request_put: { key: KEY, value: btoa(hostname()), lease } }, read],
    failure: [read],
  });
  // The key's lease tells whose it is, also where this is the second try of a request that had got through.
  const owned = responses.at(-1).response_range.kvs?.[0];
  if (owned?.lease !== lease) return undefined;
  const { highestToken } = await (await fetch("http://store:8080/")).json();
  const token = Number(highestToken ?? 0) + randomInt(1_000, 1_000_000);
  return { lease, token, until: deadline(sentAt), over: false };
}

/** By our own clock, which goes on while we are frozen; from when we asked, for etcd may have heard us at once. */
function deadline(sentAt) {
  return sentAt + TTL_S * 1000 - MARGIN_MS;
}

/** Writes for as long as the lease surely lasts; comes back when it is lost for good. */
async function lead(term) {
  console.log(`leader, token ${term.token}`);
  const renewing = renew(term);
  while (!term.over) {
    const writing = performance.now() < term.until ? write(term) : undefined;
    await Promise.all([writing, delay(WRITE_EVERY_MS)]);
  }
  console.log(`no longer leader, token ${term.token}`);
  await renewing;
}

/** After a deadline missed it goes on asking: what etcd still renews has never been anybody else's. */
async function renew(term) {
  while (!term.over) {
    const sentAt = performance.now();
    try {
      const { result } = await etcd("/v3/lease/keepalive", { ID: term.lease });
      if (Number(result?.TTL ?? 0) > 0) term.until = deadline(sentAt);
      else term.over = true;
    } catch (error) {
      console.log(`no renewal: ${error.message}`);
    }
    await delay(RENEW_EVERY_MS);
  }
}

async function write(term) {
  try {
    const response = await post("http://store:8080/writes", { token: term.token }, ASK_MS);
    if (response.status === 409) term.over = true;
  } catch (error) {
    console.log(`store: ${error.message}`);
  }
}

/** Asks one node after the other, beginning with the one that answered last. */
async function etcd(path, body) {
  let failure;
  for (const _ of NODES) {
    try {
      const response = await post(`http://${NODES[node]}:2379${path}`, body, ASK_MS);
      if (response.status === 200) return response.body;
      failure = new Error(`${NODES[node]} says ${JSON.stringify(response.body)}`);
    } catch (error) {
      failure = error;
    }
    node = (node + 1) % NODES.length;
  }
  throw failure;
}

async function post(url, body, withinMs) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(withinMs),
  });
  return { status: response.status, body: await response.json() };
}
