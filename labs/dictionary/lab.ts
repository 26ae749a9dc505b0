import { component, defineLab, entry, http, provided, type ServiceDefinition, step, tcp } from "podlab";
import { answersAsTheReplicas } from "./checks/answers.ts";
import { failsFast, losesTwo } from "./checks/loss.ts";
import { respectsReadiness, waitsForReadiness } from "./checks/readiness.ts";
import { followsTheRegistry } from "./checks/scale.ts";
import { spreadsEvenly } from "./checks/spread.ts";

const replica: ServiceDefinition = {
  image: provided("dictionary.mjs"),
  env: ({ edition = "" }) => ({ EDITION: edition }),
  ready: http(8080, "/readyz"),
  // More than the usual half: a replica that is held up by its own limit would look like one that is ill.
  limits: { cpus: 1 },
};

export default defineLab({
  chapter: "replicated",
  title: "A dictionary in replicas, and who of them is ready",
  minutes: 40,
  // The words and what they mean are drawn from it, so that nobody can answer in the replicas' place.
  parameters: (seed) => ({ edition: seed.word(12) }),
  pods: {
    "dict-0": { "dict-0": replica },
    "dict-1": { "dict-1": replica },
    "dict-2": { "dict-2": replica },
    "dict-3": { "dict-3": replica },
    registry: {
      registry: {
        image: provided("registry.mjs"),
        ready: http(8000, "/replicas"),
        entry: entry("http", 8000, "/replicas"),
      },
    },
    lb: {
      lb: {
        image: component("proxy"),
        files: ["haproxy.cfg?", "nginx.conf?", "run.sh?"],
        after: ["dict-0", "dict-1", "dict-2", "dict-3", "registry"],
        ready: tcp(8080),
        entry: entry("http", 8080, "/define/replica"),
        limits: { cpus: 1 },
      },
    },
  },
  steps: [
    step("answer", { points: 1, checks: [answersAsTheReplicas] }),
    step("share-the-work", { points: 2, checks: [spreadsEvenly] }),
    step("wait-until-ready", { points: 4, checks: [waitsForReadiness, respectsReadiness] }),
    step("bear-losses", { points: 3, checks: [losesTwo, failsFast] }),
    step("grow-without-a-break", { points: 3, checks: [followsTheRegistry] }),
  ],
});
