import { describe, expect, it } from "vitest";
import { amount, readAnswer, sideBySide } from "../../../src/core/prediction.ts";

describe("a prediction", () => {
  it.each([
    ["75", "%", 75],
    ["75%", "%", 75],
    [" 75 % ", "%", 75],
    ["27,5", "%", 27.5],
    ["0.4 ms", "ms", 0.4],
    ["1 000 users", "users", 1000],
    ["1,000", "users", 1000],
    ["1'000", "users", 1000],
    ["300 USERS", "users", 300],
    ["3", "", 3],
  ])("is read from %j in %j as %d", (text, unit, value) => {
    expect(readAnswer(text, { unit })).toEqual({ answer: "number", value });
  });

  it.each(["", "  "])("is skipped by %j", (text) => {
    expect(readAnswer(text, { unit: "%" })).toEqual({ answer: "skipped" });
  });

  it.each([
    ["many", "users"],
    ["-3", "users"],
    ["1e9999", "users"],
    ["1.2.3", "users"],
    ["101", "%"],
    ["users", "users"],
  ])("is not %j in %j", (text, unit) => {
    expect(readAnswer(text, { unit })).toMatchObject({ answer: "unreadable" });
  });

  it.each([
    [27, "%", "27 %"],
    [12.34, "ms", "12.3 ms"],
    [12000, "users", "12 000 users"],
    [7, "", "7"],
  ])("is written: %d in %j as %j", (value, unit, text) => {
    expect(amount(value, { unit })).toBe(text);
  });

  it("stands beside what was measured, and nobody judges", () => {
    expect(sideBySide(75, 27.04, { unit: "%" })).toBe("you said 75 %, measured 27 %");
  });
});
