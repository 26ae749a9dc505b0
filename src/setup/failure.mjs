/** Exit code when the machine lacks something: no engine, no space, no network, no rights. */
const ENVIRONMENT = 3;

/** What keeps the set-up from going on: one sentence, and what to do about it. */
export class SetupFailure extends Error {
  /**
   * @param {string} message
   * @param {{ hint?: string, exitCode?: number, cause?: unknown }} [options]
   */
  constructor(message, options = {}) {
    super(message, { cause: options.cause });
    this.name = "SetupFailure";
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? ENVIRONMENT;
  }
}

/** Known causes, by the words that npm, apt, dpkg, debootstrap and the engine use for them; the first that fits counts. */
const CAUSES = [
  {
    words: /ENOSPC|no space left on device|don't have enough free space/i,
    because: "there is no space left on the disk",
    hint: "free about 3 GB and run the command again",
  },
  {
    words: /could not get lock|unable to (acquire|lock)/i,
    because: "another program is installing packages",
    hint: "wait until it has finished and run the command again",
  },
  {
    words: /dpkg was interrupted|dpkg --configure -a/i,
    because: "an earlier installation was interrupted",
    hint: "run `dpkg --configure -a` as root, then the command again",
  },
  {
    words:
      /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT|could not resolve|temporary failure resolving|failed to fetch|unable to connect|network is unreachable|failed getting release file|couldn't download|no such host/i,
    because: "the network does not answer",
    hint: "look at this machine's connection (and proxy), then run the command again",
  },
  {
    words: /EACCES|EROFS|permission denied|are you root/i,
    because: "this user may not do that",
    hint: "run it as a user who may write there",
  },
];

/**
 * One message for a program that failed, from what it printed.
 * @param {string} what the thing that failed: "npm ci"
 * @param {string} output everything that the program printed
 */
export function explainFailure(what, output) {
  const cause = CAUSES.find(({ words }) => words.test(output));
  if (cause) return new SetupFailure(`${what} failed: ${cause.because}`, { hint: cause.hint });
  return new SetupFailure(`${what} failed`, { hint: lastLines(output, 8) });
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return text.trim().split("\n").slice(-count).join("\n");
}
