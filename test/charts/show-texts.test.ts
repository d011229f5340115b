import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FrontEnd, frontEndKey, type MimeBundle } from "../../lib/charts/figure";
import { markedLines, paragraph, repeatedPhrases } from "../../lib/charts/marked-text";
import { type ContinuedPrompt, showTexts, type TextsSettings } from "../../lib/charts/show-texts";
import { sanitize } from "../../lib/runner/report/sanitize";
import { plainText } from "../../lib/runner/terminal/plain-text";

const holder = globalThis as { [frontEndKey]?: FrontEnd };
let shown: MimeBundle[];

beforeEach(() => {
  shown = [];
  holder[frontEndKey] = {
    display: (bundle) => void shown.push(bundle),
    clearOutput: () => undefined,
    track: () => undefined,
  };
});

afterEach(() => {
  delete holder[frontEndKey];
  vi.restoreAllMocks();
});

function bundleOf(prompts: readonly ContinuedPrompt[], settings?: TextsSettings) {
  showTexts(prompts, settings);
  const { "text/html": html, "text/plain": text } = shown[shown.length - 1]!;
  return { html: String(html), text: String(text) };
}

const generations = (...texts: string[]) => texts.map((text, g) => ({ name: `generation ${g}`, text }));
const looping = "the game 's , and the game 's , and so on";
/** HTML as a parser reads its text, so that the forms of an entity do not matter. */
const withPlainQuotes = (html: string) => html.replace(/&#39;/g, "'").replace(/&quot;/g, '"');

describe("showTexts", () => {
  test("shows generations side by side, the prompt dimmed, repeated phrases marked", () => {
    const { html, text } = bundleOf([{ prompt: "It is", continuations: generations("a day", looping) }], {
      caption: "One & two",
    });
    expect(html).toBe(
      [
        "<table>",
        "<caption>One &amp; two</caption>",
        '<thead><tr><th scope="col" style="text-align:left">generation 0</th>' +
          '<th scope="col" style="text-align:left">generation 1</th></tr></thead>',
        '<tbody><tr><td colspan="2" style="text-align:left;color:#6B7785">Prompt: It is</td></tr>',
        '<tr><td style="text-align:left;vertical-align:top">a day</td><td style="text-align:left;vertical-align:top">' +
          "<mark><b>the game &#39;s , and the game &#39;s , and</b></mark> so on</td></tr></tbody>",
        '<tfoot><tr><td colspan="2" style="text-align:left;color:#6B7785">Marked: phrases of 4 words or more that a text repeats</td></tr></tfoot>',
        "</table>",
      ].join("\n"),
    );
    expect(text).toBe(
      [
        "One & two",
        "prompt        It is",
        "generation 0  a day",
        "generation 1  ⟦the game 's , and the game 's , and⟧ so on",
        "⟦ ⟧: phrases of 4 words or more that a text repeats",
      ].join("\n"),
    );
  });

  test("several prompts make several rows; nothing marked needs no note", () => {
    const prompts = ["A", "B"].map((prompt) => ({ prompt, continuations: generations("x", "") }));
    const { html, text } = bundleOf(prompts);
    expect(html.match(/Prompt: /g)).toHaveLength(2);
    expect(html).not.toContain("tfoot");
    expect(text).toBe(
      "prompt        A\ngeneration 0  x\ngeneration 1  –\n\nprompt        B\ngeneration 0  x\ngeneration 1  –",
    );
  });

  test("long texts are broken into lines, and cut at the limit", () => {
    const long = `${"word ".repeat(40)}${"x".repeat(300)}`;
    const { html, text } = bundleOf([{ prompt: "p", continuations: generations(long, "b", "c", "d") }], {
      limit: 450,
      repeatedWords: 50,
    });
    const cells = html.match(/<td style="text-align:left;vertical-align:top">(.*?)<\/td>/g)!;
    for (const line of cells[0]!.replace(/<td[^>]*>|<\/td>/g, "").split("<br />")) {
      expect(line.length).toBeLessThanOrEqual(28);
    }
    expect(text.split("\n").every((line) => line.length <= 96)).toBe(true);
    expect(text.replace(/\s/g, "")).toContain(`${"x".repeat(250)}…50morecharacters`);
  });

  const hostile = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 5 }),
        fc.constantFrom(
          "<script>alert(1)</script>",
          '" onclick="x',
          "</td></table>",
          "<!--",
          "&lt;",
          "\u001b[2J",
          "\u202e",
          "\ud800",
          "\u0000",
          "javascript:",
          "the end of the end of the end of",
          "\n",
          "\u2028",
        ),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(" "));

  test("hostile texts stay text: the report's sanitizer has nothing to remove, a terminal nothing to obey", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (prompt, one, other) => {
        const { html, text } = bundleOf([{ prompt, continuations: generations(one, other) }], {
          caption: prompt,
          repeatedWords: 2,
        });
        expect(withPlainQuotes(sanitize(html))).toBe(withPlainQuotes(html));
        expect(
          html.replace(
            /<\/?(?:table|caption|thead|tbody|tfoot|tr|mark|b)>|<br \/>|<\/t[hd]>|<th scope="col" style="text-align:left">|<td (?:colspan="2" )?style="[a-z:;#0-9A-Z-]+">/g,
            "",
          ),
        ).not.toMatch(/[<>]/);
        expect(plainText(text)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test("prints outside a kernel", () => {
    delete holder[frontEndKey];
    const print = vi.spyOn(console, "log").mockReturnValue();
    showTexts([{ prompt: "p", continuations: generations("x") }]);
    expect(print).toHaveBeenCalledWith("prompt        p\ngeneration 0  x");
  });

  test("refuses what it cannot show", () => {
    const continuations = generations("x");
    expect(() => showTexts([])).toThrow("showTexts needs at least one prompt, got none");
    expect(() => showTexts([{ prompt: "p", continuations: [] }])).toThrow(
      "showTexts needs at least one continuation, got none",
    );
    expect(() =>
      showTexts([
        { prompt: "p", continuations },
        { prompt: "q", continuations: generations("x", "y") },
      ]),
    ).toThrow(
      "showTexts needs continuations of the same names for every prompt, got generation 0 and generation 0, generation 1",
    );
    expect(() => showTexts([{ prompt: 3 as never, continuations }])).toThrow(
      new TypeError("showTexts needs texts as strings, got a value of type number"),
    );
    expect(() => showTexts([{ prompt: "p", continuations }], { repeatedWords: 0 })).toThrow(
      "showTexts needs repeatedWords and a limit of at least 1, got 0 and 1000",
    );
  });
});

describe("marked text", () => {
  const texts = fc
    .array(fc.constantFrom("a", "B", "b", "c,", "é", "𝔘𝔘𝔘𝔘", "longer-word", " ", "  "), { maxLength: 30 })
    .map((words) => paragraph(words.join(" ")));

  test("lines hold all words in order, none too wide, with the marks of the text", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 20 }), (text, width) => {
        const spans = repeatedPhrases(text, 2);
        const lines = markedLines(text, spans, width);
        const whole = lines.map((line) => line.map((piece) => piece.text).join(""));
        expect(whole.join("").replace(/ /g, "")).toBe(text.replace(/ /g, ""));
        for (const line of whole) {
          expect(line.length).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/^\s|\s$|\p{Cs}/u);
        }
        const marked = lines
          .flat()
          .flatMap((piece) => (piece.marked ? [piece.text] : []))
          .join("");
        const expected = spans.map(([start, end]) => text.slice(start, end)).join("");
        expect(marked.replace(/ /g, "")).toBe(expected.replace(/ /g, ""));
      }),
    );
  });

  test("every occurrence is marked, capitals and spaces do not matter, neighbours are one", () => {
    const phrases = (text: string, words: number) =>
      repeatedPhrases(text, words).map(([start, end]) => text.slice(start, end));
    expect(phrases("One two. And one  TWO again", 2)).toEqual(["One two", "one  TWO"]);
    expect(phrases("a b a b a", 2)).toEqual(["a b a b a"]);
    expect(phrases("a b c", 2)).toEqual([]);
    expect(phrases("", 2)).toEqual([]);
  });

  test("paragraphs show what would act", () => {
    expect(paragraph("a\tb\r\nc\u0007\u202e\u2028d \ud83d")).toBe("a b ⏎ c�� d �");
    expect(paragraph(`e${"\u0301".repeat(50)}`)).toBe(`e${"\u0301".repeat(4)}`);
    expect(paragraph("👍🏽 नमस्ते العربية")).toBe("👍🏽 नमस्ते العربية");
  });
});
