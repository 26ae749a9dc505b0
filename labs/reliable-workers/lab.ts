import { component, defineLab, entry, http, provided, step, tcp } from "podlab";
import { survivesACrash } from "./checks/crash.ts";
import { chargesOnce } from "./checks/once.ts";
import { buriesPoison } from "./checks/poison.ts";
import { outlivesTheServer } from "./checks/server.ts";
import { sharesTheWork } from "./checks/share.ts";
import { leavesSlowOnesAlone } from "./checks/slow.ts";
import { takesEachOrderOnce } from "./checks/twice.ts";

const WORKER = {
  image: component("program", "worker.js"),
  files: ["worker.js?", "work.js?", "queue.js?", "run.sh?", "queue.json"],
  after: ["nats", "bank", "shop"],
  restart: "always",
  limits: { cpus: 1 },
} as const;

export default defineLab({
  chapter: "work-queue",
  title: "Workers that may crash at any time",
  minutes: 50,
  pods: {
    nats: { nats: { image: component("nats"), data: ["/data"], ready: tcp(4222), limits: { memoryMb: 64 } } },
    shop: {
      shop: {
        image: provided("shop.mjs"),
        after: ["nats"],
        ready: http(8080, "/healthz"),
        entry: entry("http", 8080),
        limits: { cpus: 1 },
      },
    },
    bank: {
      bank: {
        image: provided("bank.mjs"),
        ready: http(8081, "/healthz"),
        entry: entry("http", 8081),
        limits: { cpus: 1 },
      },
    },
    "worker-1": { "worker-1": WORKER },
    "worker-2": { "worker-2": WORKER },
    "worker-3": { "worker-3": WORKER },
  },
  steps: [
    step("share-the-work", { points: 2, checks: [sharesTheWork] }),
    step("survive-a-crash", { points: 3, checks: [survivesACrash] }),
    step("take-your-time", { points: 2, checks: [leavesSlowOnesAlone] }),
    step("charge-once", { points: 3, checks: [chargesOnce] }),
    step("bury-the-poison", { points: 3, checks: [buriesPoison] }),
    step("refuse-what-comes-twice", { points: 1, checks: [takesEachOrderOnce] }),
    step("outlive-the-server", { points: 2, checks: [outlivesTheServer] }),
  ],
});
