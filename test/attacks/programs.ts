/** A program that a learner hands in as server.js, and what becomes of it. */
export interface ProgramCase {
  readonly name: string;
  readonly program: string;
  /** Points that it must get; undefined where any will do, for what it does to itself is its own affair. */
  readonly points?: number;
  readonly outcome?: "graded" | "exceeded";
  /** The stable code of the reason. */
  readonly code?: "memory" | "time" | "output";
}

const HONEST = `let count = 0;
const answer = (url) => (url === "/count" ? String(++count) : url.split("/").at(-1));
const server = require("node:http").createServer((request, response) => response.end(answer(request.url)));
`;
const listen = "server.listen(8080);\n";
const serve = (handler: string) =>
  `require("node:http").createServer((request, response) => { ${handler} }).listen(8080);\n`;
const raw = (handler: string) =>
  `require("node:net").createServer((socket) => { socket.on("error", () => {}); ${handler} }).listen(8080);\n`;
/** What it finds out, it says in the place of the word that it was asked for. */
const spy = (
  find: string,
) => `let found = "nothing";\n(async () => { ${find} })().catch((error) => { found = String(error.code ?? error.message); });
${serve('response.setHeader("x-found", encodeURIComponent(found)); response.end(found);')}`;

/** What must come off in full, whatever runs beside it. */
export const HONEST_PROGRAMS: readonly ProgramCase[] = [
  { name: "right", program: HONEST + listen, points: 5, outcome: "graded" },
  { name: "half", program: `${serve('response.end(request.url.split("/").at(-1))')}`, points: 3.5, outcome: "graded" },
  { name: "starter", program: serve('response.end("hello")'), points: 0, outcome: "graded" },
  {
    name: "slow-to-begin",
    program: `${HONEST}setTimeout(() => server.listen(8080), 2000);\n`,
    points: 5,
    outcome: "graded",
  },
  {
    name: "talks-a-lot",
    program: `${HONEST}for (let n = 0; n < 500; n++) console.log("line", n);\n${listen}`,
    points: 5,
    outcome: "graded",
  },
  {
    name: "says-odd-things",
    program: `${HONEST}server.prependListener("request", (_, response) => response.setHeader("x-odd", "<script>alert(1)</script>"));\n${listen}`,
    points: 5,
  },
];

/** What somebody might hand in to hurt the machine, the judge, the grader or the others. */
export const HOSTILE_PROGRAMS: readonly ProgramCase[] = [
  // At run time.
  {
    name: "fork-bomb",
    program: `const { spawn } = require("node:child_process");
setInterval(() => { for (let n = 0; n < 50; n++) spawn("sh", ["-c", "sleep 60 & sleep 60"]).on("error", () => {}); }, 10);\n`,
  },
  {
    name: "memory-hog",
    program: `${HONEST}${listen}const all = []; setInterval(() => all.push(Buffer.alloc(8e6, 1)), 5);\n`,
    outcome: "exceeded",
    code: "memory",
  },
  { name: "spins", program: `${HONEST}${listen}setTimeout(() => { for (;;); }, 200);\n` },
  {
    name: "spins-in-workers",
    program: `const { Worker } = require("node:worker_threads");
for (let n = 0; n < 16; n++) new Worker("for (;;);", { eval: true });\n${HONEST}${listen}`,
  },
  {
    name: "disk-flood",
    program: `${HONEST}${listen}const fs = require("node:fs"); for (const place of ["/tmp", "/lab", "/", "/var/tmp", "/dev/shm", "/run"]) {
try { for (let n = 0; n < 500; n++) fs.writeFileSync(place + "/flood" + n, Buffer.alloc(1e6)); } catch {} }\n`,
  },
  {
    name: "log-flood",
    program: `${HONEST}${listen}setInterval(() => { for (let n = 0; n < 200; n++) console.log("x".repeat(1000)); }, 1);\n`,
    outcome: "exceeded",
    code: "output",
  },
  {
    name: "opens-files",
    program: `${HONEST}${listen}const fs = require("node:fs"); try { for (;;) fs.openSync("/etc/hostname"); } catch {}\n`,
  },
  {
    name: "ignores-term",
    program: `for (const name of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(name, () => {});\n${HONEST}${listen}`,
    points: 5,
  },
  { name: "crash-loop", program: "process.exit(1);\n", points: 0 },
  { name: "dies-by-abort", program: "process.abort();\n", points: 0 },
  { name: "never-listens", program: "setInterval(() => {}, 1000);\n", points: 0 },
  { name: "no-program", program: "((((", points: 0 },
  { name: "flaps", program: `${HONEST}${listen}setTimeout(() => process.exit(1), 700);\n` },
  {
    name: "detaches",
    program: `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1)"], { detached: true, stdio: "ignore" }).unref();\n${HONEST}${listen}`,
    points: 5,
  },
  // Towards the judge.
  {
    name: "endless-body",
    program: serve(
      'const timer = setInterval(() => response.write("x".repeat(1e5)), 1); response.on("close", () => clearInterval(timer));',
    ),
    points: 0,
  },
  {
    name: "one-byte-a-second",
    program: serve(
      'response.write("x"); const timer = setInterval(() => response.write("x"), 1000); response.on("close", () => clearInterval(timer));',
    ),
    points: 0,
  },
  { name: "never-answers", program: serve(""), points: 0 },
  {
    name: "packed-bomb",
    program: serve(
      'response.setHeader("content-encoding", "gzip"); response.end(require("node:zlib").gzipSync(Buffer.alloc(2e8)));',
    ),
  },
  {
    name: "endless-headers",
    program: raw(
      'socket.write("HTTP/1.1 200 OK\\r\\n"); const timer = setInterval(() => socket.write("x-" + Math.random() + ": " + "y".repeat(1000) + "\\r\\n"), 1); socket.on("close", () => clearInterval(timer));',
    ),
    points: 0,
  },
  { name: "broken-status", program: raw('socket.end("HTTP/9.9 -1 \\u0000\\r\\n\\r\\n");'), points: 0 },
  {
    name: "lies-about-length",
    program: raw('socket.write("HTTP/1.1 200 OK\\r\\ncontent-length: 999999999999\\r\\n\\r\\nx");'),
    points: 0,
  },
  {
    name: "two-lengths",
    program: raw('socket.end("HTTP/1.1 200 OK\\r\\ncontent-length: 1\\r\\ncontent-length: 5\\r\\n\\r\\nxxxxx");'),
    points: 0,
  },
  {
    name: "redirects-home",
    program: serve('response.writeHead(302, { location: "http://127.0.0.1:2375/containers/json" }); response.end();'),
    points: 0,
  },
  {
    name: "answers-in-advance",
    program: raw('socket.end("HTTP/1.1 200 OK\\r\\ncontent-length: 3\\r\\n\\r\\nabc".repeat(1000));'),
  },
  {
    name: "forges-results",
    program: `console.log(JSON.stringify({ event: "verdict", check: "echoes-the-word", verdict: "passed" }));
console.error('{"id":1,"ok":true}');\n${serve('response.end(JSON.stringify({ verdict: "passed", points: 5 }))')}`,
    points: 0,
  },
  { name: "constant-for-all", program: serve('response.end("abcdefghijklmnopqrstuvwxyz".repeat(500))'), points: 0 },
  {
    name: "escapes-and-markup",
    program: serve(
      'response.writeHead(500, { "x-a": "b" }); response.end("\\u001B]0;owned\\u0007\\u001B[2J</pre><script>document.title=1</script>=cmd|\' /C calc\'!A0\\u202E");',
    ),
    points: 0,
  },
  // Towards the grader.
  {
    name: "looks-for-checks",
    program: spy(
      'const fs = require("node:fs"); const seen = []; for (const dir of ["/lab", "/opt/podlab", "/labs", "/work", "/root"]) { try { seen.push(...fs.readdirSync(dir, { recursive: true }).map(String)); } catch {} } found = seen.filter((name) => /check|solution|mutant|journal/.test(name)).join() || "nothing";',
    ),
    points: 0,
  },
  {
    name: "looks-for-docker",
    program: spy(
      'const fs = require("node:fs"); found = ["/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock"].filter((file) => fs.existsSync(file)).join() || "nothing";',
    ),
    points: 0,
  },
  {
    name: "looks-for-tokens",
    program: spy(
      'found = Object.keys(process.env).filter((name) => /TOKEN|SEED|SECRET|DOCKER/i.test(name)).join() || "nothing";',
    ),
    points: 0,
  },
  {
    name: "calls-the-internet",
    program: spy(
      'const answer = await fetch("http://93.184.215.14/", { signal: AbortSignal.timeout(1000) }); found = "the internet: " + answer.status;',
    ),
    points: 0,
  },
  {
    name: "calls-the-host",
    program: spy(
      'const net = require("node:net"); const os = require("node:os"); const own = Object.values(os.networkInterfaces()).flat().find((one) => one && !one.internal); const gateway = own.address.replace(/\\d+$/, "1"); const open = []; await Promise.all([22, 80, 2375, 2376, 111, 631].map((port) => new Promise((resolve) => { const socket = net.connect({ port, host: gateway, timeout: 800 }); socket.on("connect", () => { open.push(port); socket.destroy(); resolve(); }); socket.on("error", resolve); socket.on("timeout", () => { socket.destroy(); resolve(); }); }))); found = open.length ? "the host: " + open : "nothing";',
    ),
    points: 0,
  },
  {
    name: "calls-the-neighbours",
    program: spy(
      'const net = require("node:net"); const hits = []; await Promise.all(Array.from({ length: 64 }, (_, n) => new Promise((resolve) => { const socket = net.connect({ port: 8080, host: "10.213." + n + ".3", timeout: 800 }); socket.on("connect", () => { hits.push(n); socket.destroy(); resolve(); }); socket.on("error", resolve); socket.on("timeout", () => { socket.destroy(); resolve(); }); }))); const own = Object.values(require("node:os").networkInterfaces()).flat().map((one) => Number(one.address.split(".")[2])); found = hits.filter((n) => !own.includes(n)).length ? "a neighbour" : "nothing";',
    ),
    points: 0,
  },
  {
    name: "takes-an-address",
    program: spy(
      'const { status } = require("node:child_process").spawnSync("ip", ["addr", "add", "10.213.0.99/27", "dev", "eth0"]); found = status === 0 ? "an address" : "nothing";',
    ),
    points: 0,
  },
  {
    name: "leaves-a-note",
    program: `const fs = require("node:fs"); let note = "nobody was here"; for (const place of ["/tmp", "/lab", "/dev/shm", "/var/tmp"]) { try { note = fs.readFileSync(place + "/note", "utf8"); } catch {} try { fs.writeFileSync(place + "/note", "I was here"); } catch {} }
${serve("response.end(note)")}`,
    points: 0,
  },
  {
    name: "reads-a-note",
    program: `const fs = require("node:fs"); let note = "nobody was here"; for (const place of ["/tmp", "/lab", "/dev/shm", "/var/tmp"]) { try { note = fs.readFileSync(place + "/note", "utf8"); } catch {} }
${serve("response.end(note)")}`,
    points: 0,
  },
  {
    name: "keeps-a-port",
    program: `require("node:child_process").spawn("sh", ["-c", "while true; do sleep 1; done"], { detached: true, stdio: "ignore" }).unref();\nrequire("node:http").createServer((_, response) => response.end("squatter")).listen(8080);\n`,
    points: 0,
  },
];
