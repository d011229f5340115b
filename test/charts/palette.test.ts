import { describe, expect, test } from "vitest";
import {
  appearancesOf,
  colourOf,
  darker,
  okabeIto,
  roleOfName,
  shade,
  transparent,
} from "../../lib/charts/palette";

describe("colours", () => {
  test("a regime has its colour whatever it is drawn with", () => {
    const alone = appearancesOf([{ name: "replace" }])[0].colour;
    const among = appearancesOf([{ name: "other" }, { name: "accumulate" }, { name: "replace" }])[2].colour;
    expect(alone).toBe(colourOf("replace"));
    expect(among).toBe(alone);
  });

  test("labels of regimes are understood", () => {
    expect(roleOfName("accumulate and subsample")).toBe("accumulate and subsample");
    expect(roleOfName("accumulate")).toBe("accumulate");
    expect(roleOfName("anchor 10 %")).toBe("anchor");
    expect(roleOfName("real data")).toBe("real");
    expect(roleOfName("mixture")).toBeUndefined();
    expect(roleOfName("realism")).toBeUndefined();
  });

  test("series of one role get different shades, light to dark", () => {
    const colours = appearancesOf([
      { name: "anchor 5 %" },
      { name: "anchor 10 %" },
      { name: "anchor 20 %" },
    ]).map(({ colour }) => colour);
    expect(new Set(colours).size).toBe(3);
    expect(colours[1]).toBe(colourOf("anchor").toLowerCase());
    const brightness = (colour: string) =>
      Number.parseInt(colour.slice(1, 3), 16) + Number.parseInt(colour.slice(3, 5), 16);
    expect(brightness(colours[0])).toBeGreaterThan(brightness(colours[2]));
  });

  test("free series avoid the colours that roles have taken", () => {
    const [free, role] = appearancesOf([{ name: "Pareto" }, { name: "accumulate" }]);
    expect(role.colour).toBe(okabeIto.blue);
    expect(free.colour).not.toBe(okabeIto.blue);
  });

  test("ten classes have ten colours and ten markers", () => {
    const digits = appearancesOf(Array.from({ length: 10 }, (_, digit) => ({ name: String(digit) })));
    expect(new Set(digits.map(({ colour }) => colour)).size).toBe(10);
    expect(new Set(digits.map(({ symbol }) => symbol)).size).toBe(10);
  });

  test("own colours win, and have to be written #RRGGBB", () => {
    expect(appearancesOf([{ name: "replace", colour: "#123456" }])[0].colour).toBe("#123456");
    expect(transparent("#102030", 0.5)).toBe("rgba(16, 32, 48, 0.5)");
    expect(darker("#ffffff")).toBe("#a6a6a6");
    expect(shade("#123456", 0, 1)).toBe("#123456");
    expect(() => transparent("red", 0.5)).toThrow('a chart colour needs the form #RRGGBB, got "red"');
  });
});
