// A candidate, of which three run: cand-a, cand-b and cand-c. One of them at a time is the leader, and only the leader
// writes to the store.
//
// What must hold in the end:
// - the leader writes at least 5 times a second: POST http://store:8080/writes, {"token": …};
// - the token is a whole number that etcd gave to this leader, larger than those of all leaders before. The store refuses
//   a write with a token lower than the largest it has seen: status 409;
// - whatever is killed, frozen or cut off (a candidate, a node of etcd), there is soon a leader again, and never two.
//
// This draft has a lock in etcd, as one finds them everywhere: a key with a lease, and a loop that renews it. In etcd's
// HTTP gateway keys and values are base64, and large numbers come as strings. A candidate whose process ends is started
// again.
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

const ETCD = "http://etcd-0:2379";
const KEY = btoa("leader");
const TTL_S = 10;
const CAMPAIGN_EVERY_MS = 250;
const RENEW_EVERY_MS = 1_000;
const WRITE_EVERY_MS = 50;

for (;;) {
  try {
    const lease = await campaign();
    if (lease) await lead(lease);
  } catch (error) {
    console.log(error.message);
  }
  await delay(CAMPAIGN_EVERY_MS);
}

/** Puts the key if it is not there: compared and set in one step. Gives the key's lease; undefined where it is taken. */
async function campaign() {
  const { kvs = [] } = await etcd("/v3/kv/range", { key: KEY });
  if (kvs.length > 0) return undefined;
  const { ID: lease } = await etcd("/v3/lease/grant", { TTL: TTL_S });
  const { succeeded = false } = await etcd("/v3/kv/txn", {
    compare: [{ key: KEY, target: "CREATE", create_revision: 0 }],
    success: [{ request_put: { key: KEY, value: btoa(hostname()), lease } }],
  });
  return succeeded ? lease : undefined;
}

/** Writes, and renews the lease meanwhile. */
async function lead(lease) {
  console.log(`leader, lease ${lease}`);
  let over = false;
  const renewing = renew(lease).finally(() => {
    over = true;
  });
  while (!over) {
    await Promise.all([post("http://store:8080/writes", {}), delay(WRITE_EVERY_MS)]);
  }
  await renewing;
}

async function renew(lease) {
  for (;;) {
    const { result } = await etcd("/v3/lease/keepalive", { ID: lease });
    if (!result?.TTL) return;
    await delay(RENEW_EVERY_MS);
  }
}

async function etcd(path, body) {
  const { status, body: answer } = await post(ETCD + path, body);
  if (status !== 200) throw new Error(`etcd says ${JSON.stringify(answer)}`);
  return answer;
}

async function post(url, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
