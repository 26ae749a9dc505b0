import { component, defineLab, http, step } from "podlab";
import { countsUp, echoesTheWord, staysUp } from "./checks.ts";

/** As small as a lab can be: what is tested is grading. */
export default defineLab({
  chapter: "introduction",
  title: "Say it again",
  minutes: 1,
  pods: {
    web: {
      web: {
        image: component("program", "server.js"),
        files: ["server.js", "run.sh?"],
        ready: http(8080),
        restart: "always",
      },
    },
  },
  steps: [
    step("echo", { points: 2, checks: [echoesTheWord] }),
    step("count", { points: 3, checks: [countsUp, staysUp] }),
  ],
});
