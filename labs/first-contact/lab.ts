import { component, defineLab, entry, http, type ServiceDefinition, step, tcp } from "podlab";
import { greetsInItsOwnWords, tellsItsHealth } from "./checks/contract.ts";
import { comesBackFromACrash, goesUnnoticed } from "./checks/loss.ts";
import { takesNewValues } from "./checks/parameters.ts";
import { drawGreeting, drawPort } from "./checks/replica.ts";
import { stopsWell } from "./checks/stop.ts";

/** One of two that differ only in what they are told. */
const replica: ServiceDefinition = {
  image: component("program", "server.js"),
  files: ["server.js?", "run.sh?", "server.py?"],
  // Whether it is well is for the checks to say.
  ready: (_, env) => tcp(Number(env["PORT"])),
  restart: "always",
  // More than the usual half: a program that its own limit holds up would look like one that hangs.
  limits: { cpus: 1 },
};

export default defineLab({
  chapter: "introduction",
  title: "Your first replicated container",
  minutes: 25,
  parameters: (seed) => ({
    portA: drawPort(seed, [4000, 5999]),
    portB: drawPort(seed, [6000, 7999]),
    greetingA: drawGreeting(seed),
    greetingB: drawGreeting(seed),
  }),
  pods: {
    "web-a": {
      "web-a": { ...replica, env: ({ portA = "", greetingA = "" }) => ({ PORT: portA, GREETING: greetingA }) },
    },
    "web-b": {
      "web-b": { ...replica, env: ({ portB = "", greetingB = "" }) => ({ PORT: portB, GREETING: greetingB }) },
    },
    front: {
      front: {
        image: "front",
        env: ({ portA = "", portB = "" }) => ({ PORT_A: portA, PORT_B: portB }),
        ready: http(8080, "/__front"),
        entry: entry("http", 8080, "/hello/you"),
      },
    },
  },
  steps: [
    step("answer-from-inside", { points: 2, checks: [greetsInItsOwnWords, tellsItsHealth] }),
    step("take-what-you-are-given", { points: 2, checks: [takesNewValues] }),
    step("stop-well", { points: 3, checks: [stopsWell] }),
    step("be-lost", { points: 3, checks: [goesUnnoticed, comesBackFromACrash] }),
  ],
});
