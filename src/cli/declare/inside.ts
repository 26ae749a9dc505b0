import type { Command } from "commander";
import { PROBE_USAGE } from "../../check/probe-command.ts";
import { FAULT_USAGE } from "../../fault/usage.ts";
import { examples } from "../examples.ts";
import type { Lazily } from "../program.ts";
import { count } from "./values.ts";

const LAB = "unless given: the current folder's lab, or the only one that runs";

const COUNTED = `
podlab counts what its checks and your own curl send, and what the services that a lab brings are asked (but for health
checks). Where neither end counts, as from nginx to etcd, or behind a sidecar's localhost, no way is shown. An error is an
answer of 500 or more, or none; 4xx is told apart. TLS and other protocols through an entry port count by connections.`;

/** What looks into a running lab. */
export function declareInsideCommands(program: Command, lazily: Lazily): void {
  program
    .command("status")
    .description("what runs for you on this engine")
    .option("--lab <lab>", "only this lab")
    .addHelpText("after", examples("podlab status", "podlab status --json"))
    .action(lazily(() => import("../commands/status.ts")));
  program
    .command("logs")
    .description("what a service wrote")
    .argument("[service]", "unless given: all services of the lab, one after the other")
    .option("--lab <lab>", LAB)
    .option("-f, --follow", "go on until Ctrl-C")
    .option("--tail <lines>", "so many lines of the past", count, 100)
    .addHelpText("after", examples("podlab logs tls", "podlab logs tls --follow"))
    .action(lazily(() => import("../commands/logs.ts")));
  program
    .command("shell")
    .description("a shell in a service's container")
    .argument("[service]", "unless given: the first service that gets files of yours")
    .option("--lab <lab>", LAB)
    .addHelpText("after", examples("podlab shell", "podlab shell tls"))
    .action(lazily(() => import("../commands/shell.ts")));
  program
    .command("open")
    .description("where curl and a browser reach the lab from this machine")
    .option("--lab <lab>", LAB)
    .addHelpText("after", examples("podlab open", "podlab open --lab https-sidecar --json"))
    .action(lazily(() => import("../commands/open.ts")));
  program
    .command("map")
    .description("the lab's topology as a drawing, and what goes between its parts")
    .argument("[lab]", LAB)
    .option("--watch", "requests and errors a second on each way, until q or Ctrl-C")
    .addHelpText("after", COUNTED)
    .addHelpText("after", examples("podlab map", "podlab map https-sidecar --watch", "podlab map --watch --json"))
    .action(lazily(() => import("../commands/map.ts")));
  program
    .command("probe")
    .description("ask the running lab something from inside its network, as its checks do")
    .argument("<probe...>", "http, tls, tcp or load, with its target and options")
    .option("--lab <lab>", LAB)
    .allowUnknownOption()
    .addHelpText("after", `\nProbes:\n${PROBE_USAGE.replace(/^/gm, "  ")}`)
    .addHelpText("after", examples("podlab probe tls shop:8443", "podlab probe http https://shop:8443/items/abc --ca"))
    .action(lazily(() => import("../commands/probe.ts")));
  program
    .command("fault")
    .description("disturb the running lab by hand, as its checks do")
    .argument("<fault...>", "a fault and what it strikes; see below")
    .option("--lab <lab>", LAB)
    .option(
      "--for <time>",
      "undo everything after this time: 500ms, 10s, 2m; unless given it lasts until `podlab fault heal`",
    )
    .addHelpText(
      "after",
      `\nFaults:\n${FAULT_USAGE.map(([words, what]) => `  ${words.padEnd(22)} ${what}`).join("\n")}`,
    )
    .addHelpText(
      "after",
      examples("podlab fault kill legacy", "podlab fault partition web-a web-b --for 10s", "podlab fault heal"),
    )
    .action(lazily(() => import("../commands/fault.ts")));
}
