/** They end a process that doesn't listen for them, and could leave its terminal in a state that nobody can type in. */
const ENDING = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

export interface Owner {
  readonly giveBack: () => void;
  /** The process goes on after it was stopped; somebody else may have had the terminal. */
  readonly takeAgain: () => void;
}

export interface Ends extends Disposable {
  /** Lets the process and all of its job rest, as Ctrl-Z does, until the shell's `fg`. */
  pause(): void;
}

/** Has the terminal given back before the process ends or is stopped, however that comes about. */
export function listenForEnds({ giveBack, takeAgain }: Owner): Ends {
  let paused = false;
  const goOn = () => {
    paused = false;
    takeAgain();
  };
  const end = (signal: NodeJS.Signals) => {
    // Whoever else listens ends the process in their own way, and disposes of the screen then.
    if (process.listenerCount(signal) > 1) return;
    giveBack();
    process.off(signal, end);
    process.kill(process.pid, signal);
  };
  const rest = (target: number) => {
    paused = true;
    giveBack();
    process.off("SIGTSTP", stopped);
    process.kill(target, "SIGTSTP");
    process.on("SIGTSTP", stopped);
    // Where no shell could continue it, the system does not stop it. Else SIGCONT has been told of by then.
    setTimeout(() => setImmediate(() => paused && goOn()), 0);
  };
  const stopped = () => rest(process.pid);

  for (const signal of ENDING) process.on(signal, end);
  process.on("SIGTSTP", stopped);
  process.on("SIGCONT", goOn);
  process.on("exit", giveBack);
  // Before whoever reports the error does, for the report belongs on the main screen.
  process.on("uncaughtExceptionMonitor", giveBack);
  return {
    // 0: the whole job, `npm start` around podlab too.
    pause: () => rest(0),
    [Symbol.dispose]() {
      for (const signal of ENDING) process.off(signal, end);
      process.off("SIGTSTP", stopped);
      process.off("SIGCONT", goOn);
      process.off("exit", giveBack);
      process.off("uncaughtExceptionMonitor", giveBack);
    },
  };
}
