import { describe, expect, it } from "vitest";
import { COLORS, createStyle } from "../../../src/screen/style.ts";

type Rgb = readonly [number, number, number];

/** The colours that xterm gives the numbers from 16 to 231: a cube of these levels. */
const LEVELS = [0, 95, 135, 175, 215, 255];
function rgbOf(sequence: string): Rgb {
  const number = Number(sequence.split(";").at(-1)) - 16;
  const level = (index: number) => LEVELS[index % 6] ?? 0;
  return [level(Math.floor(number / 36)), level(Math.floor(number / 6)), level(number)];
}

const linear = (value: number) =>
  value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
const luminance = ([r, g, b]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
/** WCAG 2.2's contrast ratio, from 1 to 21. */
function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

/** Full colour blindness in linear RGB: Machado, Oliveira, Fernandes, IEEE TVCG 15(6), 2009, severity 1.0. */
const BLINDNESS = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

function seenWith(matrix: readonly number[], color: Rgb): number[] {
  const values = color.map(linear);
  return [0, 3, 6].map((row) => values.reduce((sum, value, index) => sum + value * (matrix[row + index] ?? 0), 0));
}

describe("the colours", () => {
  const colors = Object.entries(COLORS["256"]).map(([name, sequence]) => ({ name, rgb: rgbOf(sequence) }));

  it.each(colors)("$name can be read on black and on white", ({ rgb }) => {
    expect(contrast(rgb, [0, 0, 0])).toBeGreaterThan(3);
    expect(contrast(rgb, [255, 255, 255])).toBeGreaterThan(3);
  });

  it.each(Object.entries(BLINDNESS))("tell good from bad with %s", (_, matrix) => {
    const [good, bad] = [COLORS["256"].good, COLORS["256"].bad].map((sequence) => seenWith(matrix, rgbOf(sequence)));
    const distance = Math.hypot(...(good ?? []).map((value, index) => value - (bad?.[index] ?? 0)));
    // Red and green of the usual palette are 0.15 apart for a deuteranope.
    expect(distance).toBeGreaterThan(0.3);
  });
});

it("nests: what is inside does not end what is outside", () => {
  const { bold, dim, good, bad } = createStyle("16");
  expect(good(`a ${bad("b")} c`)).toBe("\u001B[94ma \u001B[33mb\u001B[39m\u001B[94m c\u001B[39m");
  expect(bold(`a ${dim("b")} c`)).toBe("\u001B[1ma \u001B[2mb\u001B[22m\u001B[1m c\u001B[22m");
});

it("leaves words as they are where there is no colour", () => {
  const { bold, bad, depth } = createStyle("none");
  expect([bold("a"), bad("b"), depth]).toEqual(["a", "b", "none"]);
});
