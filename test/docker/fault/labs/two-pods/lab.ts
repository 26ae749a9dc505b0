import { check, defineLab, http, step } from "podlab";

const asksTheApp = check("asks-the-app", "the work reaches the app", async ({ http: probe }) => {
  (await probe.get("http://work:8080/app")).expectBodyIncludes("reached", "the app's answer");
});

/** For the tests of faults by hand: a provided service without a restart policy, and a learner's one with one. */
export default defineLab({
  chapter: "introduction",
  title: "Two pods, one of which asks the other",
  minutes: 1,
  pods: {
    app: { app: { image: "app", ready: http(8080, "/healthz") } },
    work: { work: { image: "work", files: ["server.mjs"], ready: http(8080), restart: "always" } },
  },
  steps: [step("ask", { points: 1, checks: [asksTheApp] })],
});
