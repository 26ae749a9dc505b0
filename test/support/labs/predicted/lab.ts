import { check, defineLab, http, step } from "podlab";

const EVERY = 4;
const ASKED = 20;

const answers = check("answers", "it answers", async ({ http, measured, fail }) => {
  const words: string[] = [];
  for (let asked = 0; asked < ASKED; asked++) words.push((await http.get("http://app:8080/")).body);
  const odd = words.filter((word) => word !== "yes").length;
  measured("odd-answers", (odd / ASKED) * 100);
  if (odd > ASKED / EVERY) fail({ asked: "20 requests", expected: "few odd answers", seen: `${odd} odd ones` });
});

/** A lab for the tests of predictions: one answer in four is odd. */
export default defineLab({
  chapter: "introduction",
  title: "What do you expect",
  minutes: 1,
  pods: { app: { app: { image: "app", files: ["server.mjs"], ready: http(8080) } } },
  steps: [
    step("answer", {
      points: 1,
      checks: [answers],
      prediction: { id: "odd-answers", question: "What share of the answers is odd?", unit: "%", check: answers },
    }),
  ],
});
