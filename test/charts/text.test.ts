import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fontFiles } from "../../lib/charts/static/font";
import { fontCovers, markup, textWidth, withoutMarkup, wrapText } from "../../lib/charts/text";

const needed =
  "ABCXYZabcxyz0123456789 αβγδεθκλμνπρστφχψωΓΔΘΛΠΣΦΨΩ ²³⁻¹⁰ⁿ ₀₁₂₃₄₅₆₇₈₉ ≤≥±×÷·−–—…′°%√∑∏∫∂∞≈≠‖|→←↑↓ “”‘’ éüñçł ½ \u0302\u0304\u0303";

/** Where a text ends when the renderer lays it out: the right edge of a bar glyph behind it. */
function renderedAdvance(text: string, weight: number): number {
  const bar = (content: string) =>
    new Resvg(
      `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200"><text x="0" y="120" font-family="Inter" ` +
        `font-size="100" font-weight="${weight}">${content}|</text></svg>`,
      { font: { fontFiles: fontFiles(), loadSystemFonts: false } },
    ).getBBox()!;
  const box = bar(markup(text));
  const alone = bar("");
  return box.x + box.width - (alone.x + alone.width);
}

describe("the shipped font", () => {
  test("covers Latin, Greek, indices and the signs of the field", () => {
    expect([...needed].filter((character) => !fontCovers(character))).toEqual([]);
    expect(fontCovers("漢")).toBe(false);
  });

  test.each([
    ["regular", 400],
    ["semibold", 600],
  ] as const)("measures %s text as the renderer draws it", (name, weight) => {
    for (const text of [
      "variance of the fitted model",
      "AVAToWa",
      "σ̂² ≤ π²/6 ± 0.1",
      "x₁ → x₂ – 10⁻³",
      "μ̂ × 1000",
    ]) {
      expect(textWidth(text, 100, name)).toBeCloseTo(renderedAdvance(text, weight), 0);
    }
  });
});

describe("wrapText", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 });

  test("keeps every word, in order, and no line is wider than asked unless it is one word", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 60, max: 500 }), (list, width) => {
        const lines = wrapText(list.join(" "), width, 18);
        expect(lines.join(" ")).toBe(list.join(" "));
        for (const line of lines) {
          expect(line.includes(" ") ? textWidth(line, 18) : 0).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  test("of nothing is nothing", () => expect(wrapText("  ", 100, 12)).toEqual([]));
});

test("markup lets indices through and shows everything else as it is", () => {
  expect(markup("p < 0.05 & <script> x<sub>1</sub>")).toBe("p &lt; 0.05 &amp; &lt;script&gt; x<sub>1</sub>");
  expect(withoutMarkup("(1 − 1/n)<sup>g</sup> x<sub>1</sub>")).toBe("(1 − 1/n)^g x_1");
  expect(textWidth("x<sub>1</sub>", 10)).toBe(textWidth("x1", 10));
  expect(textWidth("a\u200Bb", 10)).toBe(textWidth("ab", 10));
});
