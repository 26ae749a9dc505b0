import { describe, expect, it } from "vitest";
import { EnvironmentError, UserError } from "../../../src/core/errors.ts";
import { NotFoundError, PortTakenError, SubnetTakenError } from "../../../src/engine/errors.ts";
import { translate } from "../../../src/engine/translate.ts";

const HOST = "unix:///var/run/docker.sock";

describe("an error of the engine", () => {
  it.each(["ECONNREFUSED", "ENOENT", "EPIPE", "ECONNRESET"])("is an engine that does not answer: %s", (code) => {
    const thrown = Object.assign(new Error(`connect ${code}`), { code });
    const error = translate(thrown, HOST);
    expect(error).toBeInstanceOf(EnvironmentError);
    expect(error).toMatchObject({
      message: `the engine at ${HOST} does not answer`,
      hint: "podlab doctor",
      exitCode: 3,
      cause: thrown,
    });
  });

  it("is an engine that does not answer: socket hang up", () => {
    expect(translate(new Error("socket hang up"), HOST).message).toMatch(/does not answer/);
  });

  it("says how to get the right to use the engine", () => {
    const error = translate(Object.assign(new Error("connect EACCES"), { code: "EACCES" }), HOST);
    expect(error.message).toBe(`you may not use the engine at ${HOST}`);
    expect(error.hint).toMatch(/usermod -aG docker/);
  });

  it("says how to free space", () => {
    const error = translate(answer(500, "write /var/lib/docker/tmp/x: no space left on device"), HOST);
    expect(error).toMatchObject({ message: "the engine has no space left", exitCode: 3 });
    expect(error.hint).toMatch(/podlab clean --images/);
  });

  it("says what was not found, in the engine's words", () => {
    const error = translate(answer(404, "No such container: abc"), HOST);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.message).toBe("No such container: abc");
  });

  it.each([
    "driver failed programming external connectivity on endpoint x (0f1e): Bind for 127.0.0.1:8443 failed: port is already allocated",
    "Error starting userland proxy: listen tcp4 127.0.0.1:8443: bind: address already in use",
    "Ports are not available: exposing port TCP 127.0.0.1:8443 -> 0.0.0.0:0: listen tcp 127.0.0.1:8443: bind: Only one usage",
    "rootlessport listen tcp 127.0.0.1:8443: bind: address already in use",
  ])("names the port that is taken: %s", (words) => {
    const error = translate(answer(500, words), HOST);
    expect(error).toBeInstanceOf(PortTakenError);
    expect(error).toMatchObject({ port: 8443, message: "port 8443 is taken by another program" });
  });

  it("says so when the taken port is not named", () => {
    expect(translate(answer(500, "bind: address already in use"), HOST)).toMatchObject({
      port: 0,
      message: "a port is taken by another program",
    });
  });

  it.each([
    "Pool overlaps with other one on this address space",
    "cannot create network x (br-x): conflicts with network y (br-y): networks have overlapping IPv4",
  ])("is a subnet that is taken: %s", (words) => {
    expect(translate(answer(403, words), HOST)).toBeInstanceOf(SubnetTakenError);
  });

  it("is told in the engine's own words otherwise, without dockerode's", () => {
    const error = translate(answer(500, "the moon is in the wrong phase"), HOST);
    expect(error).toMatchObject({ message: "the engine refused: the moon is in the wrong phase", exitCode: 3 });
  });

  it("is left alone when it is podlab's own", () => {
    const own = new UserError("said already");
    expect(translate(own, HOST)).toBe(own);
  });
});

/** As dockerode throws what the engine answers. */
function answer(statusCode: number, message: string): Error {
  return Object.assign(new Error(`(HTTP code ${statusCode}) server error - ${message} `), {
    statusCode,
    json: { message },
  });
}
