import { wrap } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import { isBusy, type Model } from "../model.ts";
import { pageView } from "./frame.ts";
import { BACK } from "./keys.ts";
import type { View } from "./types.ts";

/** One entry of a menu: the selected one is inverse and has a mark; the first nine have their digit. */
export function menuLine(text: string, index: number, selected: boolean, { style, ascii }: Canvas): string {
  const digit = index < 9 ? String(index + 1) : " ";
  const line = `${selected ? (ascii ? ">" : "❯") : " "} ${digit} ${text}`;
  return ` ${selected ? style.inverse(line) : line}`;
}

export function shellView(model: Model, selected: number, canvas: Canvas): View {
  const lines = model.lab.services.map(({ name, own }, index) =>
    menuLine(own ? `${name} (yours)` : name, index, index === selected, canvas),
  );
  const about = ["", canvas.style.dim(" `exit` or Ctrl-D in the shell leads back here.")];
  return pageView(
    model,
    { title: "A shell in which service?", lines: [...lines, ...about], keys: [["Enter", "open"], BACK] },
    canvas,
  );
}

export function openView(model: Model, told: string, canvas: Canvas): View {
  const { entries } = model;
  const none = " This lab has no port on this machine, or is not up yet: `podlab probe` asks from inside.";
  const lines = entries.map(({ service, url, wanted }, index) => {
    const why = wanted === undefined ? "" : ` (port ${wanted} is taken by another program)`;
    return `  ${index + 1} ${service}: ${canvas.style.code(url)}${why}`;
  });
  const body = [
    ...(lines.length > 0 ? lines : [none]),
    "",
    ...wrap(told, canvas.columns - 2).map((line) => ` ${line}`),
  ];
  return pageView(
    model,
    { title: "The lab from this machine", lines: body, keys: [["1-9", "open in a browser"], BACK] },
    canvas,
  );
}

/** Says first what each way takes and what it leaves. */
export function resetView(model: Model, canvas: Canvas): View {
  const { style } = canvas;
  const { files, folder } = model.lab;
  const lines = [
    ` ${style.accent(style.bold("e"))}  the environment`,
    "    goes: all containers of the services, what they hold, faults in force",
    "    stays: your files, your progress",
    "",
    ` ${style.accent(style.bold("w"))}  the environment and your work`,
    `    goes: the same; ${files.join(", ")} are the starter's again`,
    `    stays: your files as they are now, in a folder with the date beside`,
    `    ${folder}; what you have passed once; hints`,
    "",
    ...(isBusy(model) ? [" The run that is under way is cancelled.", ""] : []),
    " Any other key: nothing.",
  ];
  return pageView(
    model,
    { title: "Reset what?", lines, keys: [["e", "environment"], ["w", "work too"], BACK] },
    canvas,
  );
}

export function quitView(model: Model, canvas: Canvas): View {
  const { style } = canvas;
  const { id } = model.lab;
  const key = (name: string) => style.accent(style.bold(name));
  const lines = [
    ` ${key("l")}  leave it running: \`podlab start ${id}\` comes back to where you are`,
    ` ${key("s")}  stop it: its containers go, your files and your progress stay`,
    ` ${key("Esc")}  go back`,
    "",
    ...(isBusy(model) ? [" The run that is under way is cancelled, and what it has disturbed is undone.", ""] : []),
    style.dim(" Ctrl-C again ends podlab at once and leaves the lab running."),
  ];
  return pageView(model, { title: "Leave the lab?", lines, keys: [["l", "leave"], ["s", "stop"], BACK] }, canvas);
}
