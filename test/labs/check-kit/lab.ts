import { defineLab, http } from "podlab";

/** A lab for the tests of the check kit: one service of the lab's own and one of a learner's, each in its pod. */
export default defineLab({
  chapter: "introduction",
  title: "A bench for checks",
  minutes: 1,
  pods: {
    app: { app: { image: "app", ready: http(8080, "/healthz"), env: { COLOUR: "blue" }, restart: "always" } },
    work: { work: { image: "work", files: ["server.mjs"], ready: http(8080, "/"), restart: "always" } },
  },
  steps: [],
});
