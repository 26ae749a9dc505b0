import { describe, expect, it } from "vitest";
import { superfluous } from "../../../src/engine/superfluous.ts";
import type { ImageSummary } from "../../../src/engine/types.ts";

const NOW = 1_700_000_000_000;
const image = (id: string, name: string, references: string[], ageMs = 3_600_000): ImageSummary => ({
  id,
  references,
  labels: { "podlab.image": name },
  sizeBytes: 1,
  createdAt: NOW - ageMs,
});
const left = (...images: ImageSummary[]) => superfluous(images, "lab/app", "podlab/lab-app:new", NOW);

describe("what a build makes superfluous", () => {
  it("is every earlier image of the same name, never the new one", () => {
    expect(
      left(
        image("1", "lab/app", ["podlab/lab-app:new"]),
        image("2", "lab/app", ["podlab/lab-app:old", "podlab/lab-app:older"]),
      ),
    ).toEqual(["podlab/lab-app:old", "podlab/lab-app:older"]);
  });

  it("is the old name alone, where old and new are the same image", () => {
    expect(left(image("1", "lab/app", ["podlab/lab-app:new", "podlab/lab-app:old"]))).toEqual(["podlab/lab-app:old"]);
  });

  it("is no named image of another name", () => {
    expect(left(image("1", "lab/web", ["podlab/lab-web:1"]), image("2", "base", ["podlab/base:1"]))).toEqual([]);
  });

  it("is what lost its name, once it is old enough not to be about to get one", () => {
    expect(left(image("1", "agent", []), image("2", "lab/app", []), image("3", "agent", [], 59_000))).toEqual([
      "1",
      "2",
    ]);
  });
});
