import { check, defineLab, entry, http, step } from "podlab";

const answers = check("answers", "the balancer answers", async ({ http: probe }) => {
  (await probe.get("http://balancer:8080/")).expectStatus(200);
});

const replica = { image: "replica", ready: http(8080, "/healthz") };

/** One balancer before three replicas: what `npm run bench` starts, resets and saves into. Not a lab for learners. */
export default defineLab({
  chapter: "replicated",
  title: "Benchmark: a balancer and three replicas",
  minutes: 1,
  pods: {
    balancer: {
      nginx: { image: "balancer", files: ["nginx.conf"], ready: http(8080), entry: entry("http", 8080) },
    },
    "replica-1": { "app-1": replica },
    "replica-2": { "app-2": replica },
    "replica-3": { "app-3": replica },
  },
  steps: [step("answer", { points: 1, checks: [answers] })],
});
