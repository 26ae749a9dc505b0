import { describe, expect, it } from "vitest";
import { check, step } from "../../../src/lab/define.ts";
import { shapeProblems } from "../../../src/lab/shape.ts";

const answers = check("answers", "it answers", async () => {});
const LAB = {
  chapter: "sidecar",
  title: "A lab",
  minutes: 10,
  pods: { shop: { app: { image: "app" }, tls: { image: "tls", after: ["app"] } } },
  steps: [step("first", { points: 1, checks: [answers] })],
};

describe("what a lab.ts exports", () => {
  it("is a lab", () => {
    expect(shapeProblems(LAB)).toEqual([]);
  });

  it.each([
    ["nothing", undefined, "it has no default export that is an object"],
    ["no known chapter", { ...LAB, chapter: "cooking" }, 'chapter is "cooking"; it must be one of'],
    ["no pods", { ...LAB, pods: {} }, "it has no pods"],
    [
      "a pod that is no host name",
      { ...LAB, pods: { Shop_1: { app: { image: "app" } } } },
      "the pod name Shop_1 is not",
    ],
    ["a service without an image", { ...LAB, pods: { shop: { app: {} } } }, "the service app has no image"],
    ["a step without checks", { ...LAB, steps: [{ id: "first", points: 1 }] }, "the step first has no list of checks"],
    ["a step without points", { ...LAB, steps: [{ id: "first", checks: [answers] }] }, "the step first has no points"],
    ["steps that are words", { ...LAB, steps: ["first"] }, "step 1 has no id"],
    [
      "a wait for what is missing",
      { ...LAB, pods: { shop: { app: { image: "app", after: ["db"] } } } },
      "the service app waits for db, which the lab does not have",
    ],
    [
      "waits in a circle",
      { ...LAB, pods: { a: { one: { image: "x", after: ["two"] } }, b: { two: { image: "x", after: ["one"] } } } },
      "these services wait for each other: one, two",
    ],
  ])("with %s is told what is wrong", (_, value, problem) => {
    expect(shapeProblems(value).join("\n")).toContain(problem);
  });
});
