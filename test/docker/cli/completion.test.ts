import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Label, ownerOf, sessionId } from "../../../src/session/labels.ts";
import { readTree } from "../../../src/verify/tree.ts";
import { podlab, ROOT } from "../../support/podlab.ts";
import { temporaryFolder } from "../../unit/workspace/temporary.ts";
import { useLaboratory } from "../engine/laboratory.ts";

const laboratory = useLaboratory("completion");

/** Real shells, in a container of Debian's: on the machine nothing is installed. Kept for the next run. */
const SHELLS = "podlab-test/shells:1";
const DOCKERFILE = `ARG BASE
FROM \${BASE}
RUN apt-get -q update && apt-get -q -y install --no-install-recommends bash zsh fish && rm -rf /var/lib/apt/lists/*
`;

/** What stands for podlab there: completion is its own, and of everything else it only tells that it ran. */
const WRAPPER = `#!/bin/sh
case $1 in __complete | completion) exec node /opt/podlab/dist/podlab.js "$@" ;; esac
echo "RAN $*"
`;

interface Shell {
  readonly start: readonly string[];
  readonly setUp: string;
}

/** The prompt is put together by the shell, so that the echo of the line that sets it does not look like it. */
const READY: Readonly<Record<string, Shell>> = {
  bash: {
    start: ["bash", "--norc", "--noprofile", "-i"],
    setUp: "source <(podlab completion bash); PS1='rea''dy> '",
  },
  zsh: {
    start: ["zsh", "-f", "-i"],
    setUp: "autoload -Uz compinit; compinit -u -D; source <(podlab completion zsh); PS1='rea''dy> '",
  },
  fish: {
    start: ["fish", "--no-config", "-i"],
    setUp: "podlab completion fish | source; function fish_prompt; echo -n 'rea''dy> '; end",
  },
};

let container: string;
beforeAll(async () => {
  const { engine, image } = laboratory;
  if (!(await engine.imageExists(SHELLS)))
    await engine.build({
      ...{ reference: SHELLS, args: { BASE: image }, labels: {}, onLine: () => undefined },
      context: [{ path: "Dockerfile", content: Buffer.from(DOCKERFILE) }],
    });
  container = await laboratory.run({ image: SHELLS, readOnlyRoot: false, memoryMb: 512, cpus: 1, pids: 128 });
  await engine.putFiles(container, "/opt", await shipped());
  await engine.putFiles(container, "/usr/local/bin", [{ path: "podlab", content: Buffer.from(WRAPPER), mode: 0o755 }]);
});

describe.each(Object.keys(READY))("Tab in %s", (shell) => {
  it.each([
    ["podlab rese", "reset"],
    ["podlab start https", "start https-sidecar"],
    ["podlab start --deta", "start --detach"],
    ["podlab check https-sidecar --step ter", "check https-sidecar --step terminate-tls"],
    ["podlab check https-sidecar --check serves", "check https-sidecar --check serves-over-tls"],
    ["podlab fault parti", "fault partition"],
    ["podlab lab verify https-sidecar --only sel", "lab verify https-sidecar --only self-signed"],
    ["podlab images load /etc/hostn", "images load /etc/hostname"],
  ])("makes of %j what podlab then gets: %s", async (typed, got) => {
    expect(await ran(shell, typed)).toBe(got);
  });
});

describe("podlab __complete", () => {
  it("offers what runs for the learner: services and pods of the lab that is meant", async () => {
    await using home = await temporaryFolder();
    const owner = ownerOf(home.path);
    const member = (lab: string, service: string, role = "member", session = sessionId(owner, lab)) =>
      laboratory.create({
        labels: {
          ...laboratory.labels,
          ...{ [Label.owner]: owner, [Label.session]: session, [Label.lab]: lab },
          ...{ [Label.service]: service, [Label.role]: role },
        },
      });
    await member("https-sidecar", "tls");
    await member("https-sidecar", "shop", "infra");
    await member("https-sidecar", "verified", "member", "https-sidecar-verify-1");
    await member("first-contact", "front");
    const offered = async (...words: string[]) => {
      const { out } = await podlab(["__complete", ...words], { env: { PODLAB_HOME: home.path } });
      return out.split("\n").filter((line) => line !== "");
    };
    expect(await offered("logs", "")).toEqual(["front", "tls"]);
    expect(await offered("logs", "--lab", "https-sidecar", "")).toEqual(["tls"]);
    expect(await offered("fault", "--lab", "https-sidecar", "isolate", "")).toEqual(["shop"]);
  });
});

/** What podlab was given after a line was typed, Tab was pressed, and Enter. */
async function ran(shell: string, typed: string): Promise<string> {
  const { start = [], setUp = "" } = READY[shell] ?? {};
  const command = ["script", "-q", "-c", start.join(" "), "/dev/null"];
  const channel = await laboratory.engine.openChannel(container, command);
  let shown = "";
  let look = () => {};
  const { promise: end, reject } = Promise.withResolvers<never>();
  end.catch(() => undefined);
  channel.onData((text) => {
    shown += text;
    look();
  });
  channel.onEnd(() => reject(new Error(`${shell} ended:\n${shown}${channel.errors()}`)));
  const shows = (wanted: RegExp) =>
    Promise.race([
      end,
      new Promise<RegExpExecArray>((resolve) => {
        look = () => {
          const found = wanted.exec(shown);
          if (found) resolve(found);
        };
        look();
      }),
    ]);
  try {
    channel.write(`${setUp}\r`);
    await shows(/ready> /);
    // A shell reads Enter only when it has done with Tab.
    channel.write(`${typed}\t\r`);
    const [, got = ""] = await shows(/RAN (.*)/);
    return got.trim();
  } finally {
    channel.close();
  }
}

/** The bundle, and of the labs what completion looks at. */
async function shipped() {
  const folders = await Promise.all(
    ["dist", "labs"].map(async (name) =>
      [...(await readTree(join(ROOT, name)))].map(([path, content]) => ({ path: `podlab/${name}/${path}`, content })),
    ),
  );
  const files = folders.flat().filter(({ path }) => !path.endsWith(".map") && !path.startsWith("podlab/dist/types/"));
  return [...files, { path: "podlab/package.json", content: await readFile(join(ROOT, "package.json")) }];
}
