import { spawn } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { PODLAB } from "./podlab.ts";

/** What the shell around podlab says when it has ended: its exit code, and how it left the terminal. */
const AFTERWARDS = /ended with (\d+)\s([\s\S]*)$/;

/**
 * A terminal of its own in which podlab runs in the foreground of a shell, as a learner's does. Made by script(1), which
 * every Debian has.
 */
export class Pty implements AsyncDisposable {
  readonly #child;
  readonly #ended: Promise<unknown>;
  #shown = "";
  #look = () => {};

  private constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    // The shell ignores what Ctrl-C sends to everybody in the foreground, to tell how podlab took it.
    const command = `trap : INT; "${process.execPath}" "${PODLAB}" ${args.join(" ")}; echo "ended with $?"; stty -a`;
    this.#child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
      env: { ...process.env, TERM: "xterm", SHELL: "/bin/sh", NODE_EXTRA_CA_CERTS: "", ...env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child.stdout.on("data", (chunk) => {
      this.#shown += chunk;
      this.#look();
    });
    this.#ended = once(this.#child, "close");
  }

  static open(args: readonly string[], env: Readonly<Record<string, string>>): Pty {
    return new Pty(args, env);
  }

  /** Everything that came, control sequences included. */
  get raw(): string {
    return this.#shown;
  }

  /** Resolves once the text has been shown; rejects when podlab ends without it. */
  shows(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#look = () => {
        if (stripVTControlCharacters(this.#shown).includes(text)) resolve();
      };
      void this.#ended.then(() => reject(new Error(`it ended without "${text}":\n${this.#shown}`)));
      this.#look();
    });
  }

  type(keys: string): void {
    this.#child.stdin.write(keys);
  }

  /** podlab's exit code. */
  get code(): Promise<number> {
    return this.#afterwards().then(([, code]) => Number(code));
  }

  /** How podlab left the terminal: what `stty -a` says. */
  get settings(): Promise<string> {
    return this.#afterwards().then(([, , settings = ""]) => settings);
  }

  async #afterwards(): Promise<RegExpExecArray> {
    await this.#ended;
    const found = AFTERWARDS.exec(this.#shown);
    if (found === null) throw new Error(`the terminal was closed before podlab ended:\n${this.#shown}`);
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}
