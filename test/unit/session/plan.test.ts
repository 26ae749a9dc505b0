import { describe, expect, it } from "vitest";
import type { ContainerSummary } from "../../../src/engine/types.ts";
import type { Lab } from "../../../src/lab/types.ts";
import { desire } from "../../../src/session/desired.ts";
import type { Desired } from "../../../src/session/desired-types.ts";
import { Label } from "../../../src/session/labels.ts";
import { formatPlan, type Observed, plan } from "../../../src/session/plan.ts";

const LAB: Lab = {
  id: "demo",
  folder: "/labs/demo",
  dockerFolder: "/docker/demo",
  chapter: "sidecar",
  title: "Demo",
  minutes: 1,
  pods: {
    shop: {
      app: { image: "app" },
      tls: { image: "tls", files: ["nginx.conf"], certificates: true, after: ["app"] },
    },
    web: { front: { image: "app", entry: { scheme: "http", port: 8080 } } },
  },
  certificate: () => ({ name: "x.podlab.test" }),
  steps: [],
};

const EMPTY: Observed = { containers: [], networks: [], volumes: [] };

function desired(conf = "server {}", lab: Lab = LAB): Desired {
  return desire({
    session: "demo-1",
    owner: "1",
    lab,
    seed: 7,
    parameters: {},
    token: "t",
    subnet: "10.213.0.0/27",
    images: {
      infra: "infra:1",
      agent: "agent:1",
      services: new Map([
        ["app", "app:1"],
        ["tls", "tls:1"],
      ]),
    },
    files: new Map([["nginx.conf", Buffer.from(conf)]]),
  });
}

/** The engine as it is after everything that is desired was made. */
function made(wanted: Desired): Observed {
  const id = (key: string) => `id-${key}`;
  return {
    containers: wanted.containers.map(
      (container): ContainerSummary => ({
        id: id(container.key),
        name: container.key,
        image: "",
        state: "running",
        labels: {
          [Label.role]: container.role,
          [Label.service]: container.service,
          [Label.hash]: container.hash,
          [Label.parents]: container.parents.map(id).join(","),
        },
      }),
    ),
    networks: ["network", "entry-network"].map((role) => ({
      id: role,
      name: role,
      subnet: "10.213.0.0/27",
      labels: { [Label.role]: role },
    })),
    volumes: wanted.volumes.map((name) => ({ name, labels: {} })),
  };
}

function altered(observed: Observed, key: string, change: Partial<ContainerSummary>): Observed {
  const containers = observed.containers.map((one) => (one.name === key ? { ...one, ...change } : one));
  return { ...observed, containers };
}

describe("the plan of a session", () => {
  it("makes everything where there is nothing, each as soon as what it needs is there", () => {
    expect(formatPlan(plan(desired(), EMPTY))).toMatchInlineSnapshot(`
      "create-network network/lab
      create-network network/entry
      create-volume volume/podlab-demo-1-certs
      create-volume volume/podlab-demo-1-state
      create create/agent  < network/lab, network/entry, volume/podlab-demo-1-certs, volume/podlab-demo-1-state
      start start/agent  < create/agent
      create create/infra/shop  < network/lab
      start start/infra/shop  < create/infra/shop
      create create/infra/web  < network/lab
      start start/infra/web  < create/infra/web
      create create/member/app  < create/infra/shop
      start start/member/app  < create/member/app, start/infra/shop
      create create/member/tls  < volume/podlab-demo-1-certs, create/infra/shop, create/agent
      start start/member/tls  < create/member/tls, start/infra/shop, start/agent, ready/member/app
      create create/member/front  < create/infra/web
      start start/member/front  < create/member/front, start/infra/web
      await-ready ready/member/app  < start/member/app, start/agent"
    `);
  });

  it("does nothing where all is as it should be", () => {
    expect(plan(desired(), made(desired()))).toEqual([]);
  });

  it("makes only the member anew whose file changed, and creates it while the old one is being removed", () => {
    const actions = plan(desired("server { listen 1; }"), made(desired()));
    expect(formatPlan(actions)).toMatchInlineSnapshot(`
      "remove remove/member/tls (changed)
      create create/member/tls
      start start/member/tls  < create/member/tls, remove/member/tls, ready/member/app
      await-ready ready/member/app"
    `);
  });

  it("undoes a pause, a kill and a network fault", () => {
    const helper: ContainerSummary = {
      id: "h",
      name: "helper",
      image: "",
      state: "running",
      labels: { [Label.role]: "fault", [Label.service]: "shop" },
    };
    const disturbed = altered(altered(made(desired()), "member/tls", { state: "paused" }), "member/app", {
      state: "exited",
    });
    const observed = { ...disturbed, containers: [...disturbed.containers, helper] };
    expect(formatPlan(plan(desired(), observed))).toMatchInlineSnapshot(`
      "heal heal/helper
      remove remove/helper (undo)  < heal/helper
      remove remove/member/app (exited)  < remove/helper
      create create/member/app
      start start/member/app  < create/member/app, remove/member/app
      unpause start/member/tls  < remove/helper"
    `);
  });

  it("removes a fault's helper unhealed where its pod has gone: its rules went along", () => {
    const helper: ContainerSummary = {
      id: "h",
      name: "helper",
      image: "",
      state: "exited",
      labels: { [Label.role]: "fault", [Label.service]: "shop" },
    };
    const gone = altered(made(desired()), "infra/shop", { state: "exited" });
    const kinds = plan(desired(), { ...gone, containers: [...gone.containers, helper] }).map(({ kind }) => kind);
    expect(kinds).toContain("remove");
    expect(kinds).not.toContain("heal");
  });

  it("makes a pod's members anew when its infra container has gone, and leaves the other pod alone", () => {
    const whole = made(desired());
    const observed = { ...whole, containers: whole.containers.filter(({ name }) => name !== "infra/shop") };
    const keys = plan(desired(), observed).flatMap((action) => (action.kind === "create" ? [action.desired.key] : []));
    expect(keys).toEqual(["infra/shop", "member/app", "member/tls"]);
  });

  it("makes those with certificates anew when the agent, who issued them, is another", () => {
    const observed = altered(made(desired()), "agent", { state: "exited" });
    const keys = plan(desired(), observed).flatMap((action) => (action.kind === "create" ? [action.desired.key] : []));
    expect(keys).toEqual(["agent", "member/tls"]);
  });

  it("never trusts a container that was made but not started: its files may be missing", () => {
    const observed = altered(made(desired()), "member/app", { state: "created" });
    expect(plan(desired(), observed).map(({ kind }) => kind)).toEqual(["remove", "create", "start"]);
  });

  it("removes containers that the lab does not have any more", () => {
    const whole = made(desired());
    const { app } = LAB.pods["shop"] ?? {};
    const smaller: Lab = { ...LAB, pods: { ...LAB.pods, shop: app === undefined ? {} : { app } } };
    const removed = plan(desired("server {}", smaller), whole).flatMap((action) =>
      action.kind === "remove" ? [action.container] : [],
    );
    expect(removed).toContain("id-member/tls");
  });

  it("keeps infra containers and the agent in a reset and makes every member anew", () => {
    const keys = plan(desired(), made(desired()), { renew: true }).flatMap((action) =>
      action.kind === "create" ? [action.desired.key] : [],
    );
    expect(keys).toEqual(["member/app", "member/tls", "member/front"]);
  });
});
