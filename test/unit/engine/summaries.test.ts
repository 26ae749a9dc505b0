import type { ImageInfo } from "dockerode";
import { describe, expect, it } from "vitest";
import { containerDetails, type InspectedContainer, imageSummary, labelFilter } from "../../../src/engine/summaries.ts";

describe("a label filter", () => {
  it("asks for a value, or for any where there is none", () => {
    expect(labelFilter({ "podlab.session": "abc", "podlab.lab": "" })).toEqual({
      label: ["podlab.session=abc", "podlab.lab"],
    });
  });
});

describe("an image's summary", () => {
  const image = (...RepoTags: string[]): ImageInfo => ({
    Id: "sha256:1",
    ParentId: "",
    RepoTags,
    Created: 1_700_000_000,
    Size: 107,
    VirtualSize: 107,
    SharedSize: -1,
    Labels: { "podlab.image": "base" },
    Containers: -1,
  });

  it("has Docker's short names where Podman spells the registry out", () => {
    const long = image(
      "registry.example/library/node:24-bookworm-slim",
      "localhost/podlab/base:1",
      "registry.example:5000/me/x:1",
    );
    expect(imageSummary(long).references).toEqual(["node:24-bookworm-slim", "podlab/base:1", "me/x:1"]);
  });

  it("has no reference when it lost its name", () => {
    expect(imageSummary(image("<none>:<none>"))).toEqual({
      id: "sha256:1",
      references: [],
      labels: { "podlab.image": "base" },
      sizeBytes: 107,
      createdAt: 1_700_000_000_000,
    });
  });
});

describe("a container's details", () => {
  const inspected: InspectedContainer = {
    Id: "0f1e",
    Name: "/podlab-x",
    RestartCount: 2,
    State: {
      Status: "exited",
      ExitCode: 137,
      OOMKilled: true,
      Pid: 0,
      StartedAt: "2026-01-02T03:04:05.678901234Z",
      FinishedAt: "0001-01-01T00:00:00Z",
    },
    Config: { Hostname: "pod", Image: "podlab/x:1", Labels: { a: "b" }, Env: ["PATH=/bin", "QUERY=a=b", "EMPTY="] },
    NetworkSettings: {
      Ports: { "8443/tcp": [{ HostPort: "49153" }], "80/tcp": null },
      Networks: { lab: { IPAddress: "10.1.0.5" }, gone: { IPAddress: "" } },
    },
  };

  it("are in podlab's words", () => {
    expect(containerDetails(inspected)).toEqual({
      id: "0f1e",
      name: "podlab-x",
      labels: { a: "b" },
      state: "exited",
      image: "podlab/x:1",
      hostname: "pod",
      env: { PATH: "/bin", QUERY: "a=b", EMPTY: "" },
      exitCode: 137,
      oomKilled: true,
      restarts: 2,
      startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      finishedAt: 0,
      ports: { "8443/tcp": 49153 },
      addresses: { lab: "10.1.0.5" },
      pid: 0,
    });
  });

  it("take a state of another engine's for one that does not run", () => {
    const stopping = { ...inspected, State: { ...inspected.State, Status: "stopping" } };
    expect(containerDetails(stopping).state).toBe("exited");
  });
});
