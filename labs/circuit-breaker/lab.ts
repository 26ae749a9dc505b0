import { component, defineLab, entry, http, provided, step, tcp } from "podlab";
import { passesToThePrimary } from "./checks/closed.ts";
import { failsFast } from "./checks/exhausted.ts";
import { opensOnCrash, opensOnErrors, opensOnHang } from "./checks/open.ts";
import { closesAgain, probesSparingly } from "./checks/recovery.ts";

/** More than the usual half: a service that is held up by its own limit would look like one that hangs. */
const limits = { cpus: 1 };

export default defineLab({
  chapter: "ambassador",
  title: "A circuit breaker between clients and a failing service",
  minutes: 45,
  pods: {
    primary: { primary: { image: provided("service.mjs"), ready: http(8080, "/ready"), limits } },
    backup: { backup: { image: provided("service.mjs"), ready: http(8080, "/ready"), limits } },
    breaker: {
      breaker: {
        image: component("proxy"),
        files: ["haproxy.cfg?", "nginx.conf?", "run.sh?"],
        // nginx wants to find the names it forwards to; a breaker that probes wants to find them well.
        after: ["primary", "backup"],
        ready: tcp(8080),
        entry: entry("http", 8080, "/quotes/fox"),
        limits,
      },
    },
  },
  steps: [
    step("pass-requests-on", { points: 1, checks: [passesToThePrimary] }),
    step("open-on-errors", { points: 3, checks: [opensOnErrors] }),
    step("open-on-silence", { points: 4, checks: [opensOnHang, opensOnCrash] }),
    step("close-again", { points: 3, checks: [closesAgain, probesSparingly] }),
    step("fail-fast", { points: 2, checks: [failsFast] }),
  ],
});
