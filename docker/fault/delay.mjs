// A proxy that passes everything on `ms` later, in each direction: `node delay.mjs LISTEN HOST PORT MS`.
// What `tc netem` would do, where the kernel has none. Says "listening" once it does.
import { connect, createServer } from "node:net";

const [listen, host, port, ms] = process.argv.slice(2);
const delayMs = Number(ms);

const server = createServer({ allowHalfOpen: true }, (client) => {
  const service = connect({ host, port: Number(port), allowHalfOpen: true });
  passOn(client, service);
  passOn(service, client);
});
server.listen(Number(listen), () => console.log("listening"));

function passOn(from, to) {
  const later = (action) => setTimeout(action, delayMs);
  from.on("data", (chunk) => later(() => to.writable && to.write(chunk)));
  from.on("end", () => later(() => to.end()));
  from.on("error", () => later(() => to.destroy()));
  from.on("close", () => later(() => to.destroySoon()));
}
