/** How long requests in flight may take after SIGTERM, ms. */
const GRACE_MS = 1500;

/**
 * Takes no new connection, lets requests in flight end, closes the rest after the grace.
 *
 * @param {readonly import("node:http").Server[]} servers
 * @param {number} [graceMs]
 * @returns {Promise<void>} resolves when all connections are closed
 */
export async function drain(servers, graceMs = GRACE_MS) {
  const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
  for (const server of servers) server.closeIdleConnections();
  const late = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, graceMs);
  await Promise.all(closed);
  clearTimeout(late);
}

/**
 * Ends the process with 0 on SIGTERM or SIGINT, once `close` is done.
 *
 * @param {() => Promise<void>} close
 */
export function closeOnSignals(close) {
  for (const signal of ["SIGTERM", "SIGINT"]) {
    process.once(signal, () => close().finally(() => process.exit(0)));
  }
}
