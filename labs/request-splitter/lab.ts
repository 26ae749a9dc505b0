import { component, defineLab, entry, http, provided, step, tcp } from "podlab";
import { comesBack, survivesCrash, survivesSilence } from "./checks/harmless.ts";
import { followsTheDial } from "./checks/ramp.ts";
import { sendsEachRequestOnce, splitsTenPercent } from "./checks/split.ts";
import { keepsUsersTogether } from "./checks/sticky.ts";
import { copiesToTheShadow } from "./checks/tee.ts";

export default defineLab({
  chapter: "ambassador",
  title: "Send a tenth of the users to the experiment",
  minutes: 40,
  // Each version's answers carry its mark, drawn anew for each session, so that nobody can answer in its place.
  parameters: (seed) => ({ web: seed.derive("web").word(12), experiment: seed.derive("experiment").word(12) }),
  pods: {
    web: {
      web: {
        image: provided("version.mjs"),
        env: ({ web }) => ({ SERVICE: "web", VERSION: web ?? "" }),
        ready: http(8000, "/healthz"),
        limits: { cpus: 1 },
      },
    },
    experiment: {
      experiment: {
        image: provided("version.mjs"),
        env: ({ experiment }) => ({ SERVICE: "experiment", VERSION: experiment ?? "" }),
        ready: http(8000, "/healthz"),
        limits: { cpus: 1 },
      },
    },
    dial: {
      dial: { image: provided("dial.mjs"), ready: http(8000, "/percent"), entry: entry("http", 8000, "/percent") },
    },
    shop: {
      app: {
        image: provided("app.mjs"),
        ready: http(3000, "/healthz"),
        entry: entry("http", 3000, "/recommendations?user=ann"),
      },
      ambassador: {
        image: component("proxy"),
        files: ["nginx.conf?", "run.sh?", "haproxy.cfg?", "tee.lua?"],
        after: ["web", "experiment", "dial"],
        ready: tcp(8080),
        limits: { cpus: 1 },
      },
    },
  },
  steps: [
    step("split-the-users", { points: 3, checks: [splitsTenPercent, sendsEachRequestOnce] }),
    step("keep-each-user-on-one-side", { points: 2, checks: [keepsUsersTogether] }),
    step("do-no-harm", { points: 3, checks: [survivesCrash, comesBack, survivesSilence] }),
    step("turn-the-dial", {
      points: 3,
      checks: [followsTheDial],
      prediction: {
        id: "users-moved",
        question: "Of 2 000 users, how many get the other version than before when the dial goes from 10 to 25 %?",
        unit: "users",
        hint: "Who has to move, and who could stay? What does your splitter do with those?",
        check: followsTheDial,
      },
    }),
    step("tee", { points: 2, checks: [copiesToTheShadow] }),
  ],
});
