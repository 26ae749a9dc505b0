import { spawn } from "node:child_process";
import { once } from "node:events";

/** Opens the address in the learner's browser, where there is one; says what came of it. */
export async function openBrowser(url: string): Promise<string> {
  const command = browserCommand(process.platform, process.env);
  if (command === undefined)
    return "There is no browser on this machine's screen: open the address in one, or ask it with curl.";
  const [program, ...args] = command;
  const child = spawn(program, [...args, url], { detached: true, stdio: "ignore" });
  child.unref();
  try {
    await once(child, "spawn");
    return "Your browser opens it. It may warn of a certificate that only this session knows.";
  } catch {
    return `No browser could be opened (${program}): open the address in one, or ask it with curl.`;
  }
}

type Command = readonly [program: string, ...args: string[]];

function browserCommand(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Command | undefined {
  if (platform === "darwin") return ["open"];
  if (platform === "win32") return ["explorer.exe"];
  return env["DISPLAY"] || env["WAYLAND_DISPLAY"] ? ["xdg-open"] : undefined;
}
