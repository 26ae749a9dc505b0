import { describe, expect, it } from "vitest";
import { provideEngine } from "../../../src/setup/engine.mjs";
import { explainFailure } from "../../../src/setup/failure.mjs";
import { createProgress } from "../../../src/setup/progress.mjs";
import { requireSpace } from "../../../src/setup/space.mjs";

describe("a failed program", () => {
  it.each([
    ["npm error code ENOTFOUND\nnpm error syscall getaddrinfo", "the network does not answer"],
    [
      "Err:1 http://mirror.test/debian bookworm InRelease\n  Temporary failure resolving 'mirror.test'",
      "the network does not answer",
    ],
    ["tar: ./usr/bin/perl: Cannot write: No space left on device", "there is no space left on the disk"],
    ["E: You don't have enough free space in /var/cache/apt/archives/.", "there is no space left on the disk"],
    ["E: dpkg was interrupted, you must manually run 'dpkg --configure -a'", "an earlier installation was interrupted"],
    ["E: Could not get lock /var/lib/dpkg/lock-frontend.", "another program is installing packages"],
    ["npm error code EACCES", "this user may not do that"],
  ])("is explained in one message: %s", (output, because) => {
    expect(explainFailure("the step", output)).toMatchObject({ message: `the step failed: ${because}`, exitCode: 3 });
  });

  it("for a reason of its own shows the last lines of what it printed", () => {
    const output = Array.from({ length: 20 }, (_, index) => `line ${index}`).join("\n");
    expect(explainFailure("the step", output).hint).toMatch(/^line 12\n.*line 19$/s);
  });
});

describe("too little space", () => {
  it("is refused with what is free and what is needed", () => {
    expect(() => requireSpace("/not/there/yet", 1e18, "the images")).toThrow(
      /^not enough space for the images: \/not\/there\/yet has [\d.]+ GB free, 1000000000\.0 GB are needed$/,
    );
  });
});

describe("an engine that can't be helped by installing one", () => {
  const options = { progress: createProgress({ write: () => {} }), yes: true, signal: new AbortController().signal };

  it("is the one that DOCKER_HOST names", async () => {
    const tried = [{ host: "tcp://10.0.0.5:2375", from: "DOCKER_HOST", problem: "does not answer" }];
    await expect(provideEngine(tried, options)).rejects.toMatchObject({
      message: "no engine answers at DOCKER_HOST=tcp://10.0.0.5:2375: it does not answer",
      exitCode: 3,
    });
  });

  it("is the one whose socket is closed to this user", async () => {
    const tried = [{ host: "unix:///var/run/docker.sock", from: "Docker", problem: "may not be used", code: "EACCES" }];
    await expect(provideEngine(tried, options)).rejects.toMatchObject({
      message: "there is an engine at unix:///var/run/docker.sock, and this user may not use it",
      hint: expect.stringContaining("usermod -aG docker"),
    });
  });
});
