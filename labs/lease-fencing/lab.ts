import { component, defineLab, entry, http, provided, step } from "podlab";
import { survivesACrash } from "./checks/crash.ts";
import { outlivesBothLeaders, outlivesEtcdsLeader } from "./checks/etcd-leader.ts";
import { historyIsClean } from "./checks/history.ts";
import { oneLeader } from "./checks/one-leader.ts";
import { stopsWhenCutOff } from "./checks/partition.ts";
import { sleepersAreFenced } from "./checks/pause.ts";
import { stopsWithoutQuorum } from "./checks/quorum.ts";

const NODES = ["etcd-0", "etcd-1", "etcd-2"] as const;

const etcd = (name: string) => ({
  [name]: {
    image: component("etcd"),
    env: {
      ETCD_NAME: name,
      ETCD_INITIAL_CLUSTER: NODES.map((node) => `${node}=http://${node}:2380`).join(","),
      ETCD_INITIAL_ADVERTISE_PEER_URLS: `http://${name}:2380`,
      ETCD_ADVERTISE_CLIENT_URLS: `http://${name}:2379`,
    },
    data: ["/data"],
    ready: http(2379, "/health"),
    limits: { cpus: 1 },
  },
});

const CANDIDATE = {
  image: component("program", "leader.js"),
  files: ["leader.js?", "run.sh?", "leader.py?"],
  after: [...NODES, "store"],
  restart: "always",
  limits: { cpus: 1 },
} as const;

export default defineLab({
  chapter: "ownership-election",
  title: "One leader, whatever happens",
  minutes: 75,
  pods: {
    "etcd-0": etcd("etcd-0"),
    "etcd-1": etcd("etcd-1"),
    "etcd-2": etcd("etcd-2"),
    store: { store: { image: provided("store.mjs"), ready: http(8080, "/healthz"), entry: entry("http", 8080) } },
    "cand-a": { "cand-a": CANDIDATE },
    "cand-b": { "cand-b": CANDIDATE },
    "cand-c": { "cand-c": CANDIDATE },
  },
  steps: [
    step("elect-one", { points: 2, checks: [oneLeader] }),
    step("survive-a-crash", { points: 2, checks: [survivesACrash] }),
    step("fence-the-sleeper", { points: 3, checks: [sleepersAreFenced] }),
    step("stop-by-yourself", { points: 3, checks: [stopsWhenCutOff] }),
    step("outlive-etcd", { points: 4, checks: [outlivesEtcdsLeader, outlivesBothLeaders, stopsWithoutQuorum] }),
    step("answer-for-all-of-it", { points: 2, checks: [historyIsClean] }),
  ],
});
