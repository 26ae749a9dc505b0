import { describe, expect, it } from "vitest";
import { buildFailure } from "../../../src/engine/build-failure.ts";

const HOST = "unix:///var/run/docker.sock";
const fails = (thrown: Error, ...output: string[]) => buildFailure("podlab/x-y:1", output, thrown, HOST);

describe("the error of a build", () => {
  it("names the image and ends with what the builder said", () => {
    const error = fails(new Error("returned a non-zero code: 9"), "Step 2/3 : RUN make", "no rule");
    expect(error.message).toBe(
      "image podlab/x-y:1 could not be built: returned a non-zero code: 9\n  Step 2/3 : RUN make\n  no rule",
    );
    expect(error).toMatchObject({ exitCode: 3, hint: undefined });
  });

  it("says what to do on a machine without a network", () => {
    const error = fails(
      new Error("returned a non-zero code: 100"),
      "Err:1 Temporary failure resolving 'www.example.org'",
    );
    expect(error.hint).toMatch(/podlab images save/);
  });

  it("says what to do when the space is used up", () => {
    expect(fails(new Error("write /x: no space left on device")).hint).toMatch(/podlab clean --images/);
  });
});
