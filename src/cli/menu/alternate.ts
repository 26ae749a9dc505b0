const TAKE = "\u001B[?1049h\u001B[H";
const GIVE_BACK = "\u001B[?1049l";

/** Shows the terminal's other screen until disposed of, or the process' end: what stood there before comes back then. */
export function alternateScreen(stdout: NodeJS.WriteStream): Disposable {
  const giveBack = () => stdout.write(GIVE_BACK);
  stdout.write(TAKE);
  process.on("exit", giveBack);
  return {
    [Symbol.dispose]() {
      process.off("exit", giveBack);
      giveBack();
    },
  };
}
