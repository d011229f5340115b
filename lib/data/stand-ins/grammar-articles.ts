import type { Random } from "../../random/random";
import { createGrammar, type Grammar } from "../grammar/grammar";
import { sampleGrammar } from "../grammar/sample";
import { grammarText } from "../grammar/text";
import type { TextParts } from "../text-parts";

/** Words drawn for each part. */
const sizes = { train: 500_000, validation: 50_000, test: 50_000 };
/** A paragraph ends with the sentence that reaches this many words. */
const paragraphWords = 80;
const [paragraphsOfSection, sectionsOfArticle] = [3, 4];

/**
 * Text of the default grammar (`createGrammar()`) in the form of WikiText: articles with a title and sections, a
 * paragraph a line, headings between equals signs. Without its headings each part is one continuous text of the grammar,
 * from the beginning of a sentence to the end of one, so its entropy rate is the grammar's. 0.3 s for all three.
 */
export function grammarArticles(random: Random): TextParts {
  const grammar = createGrammar();
  const part = (name: keyof TextParts): string =>
    articles(grammar, sampleGrammar(grammar, 1, sizes[name], random.fork(name)).tokens);
  return { train: part("train"), validation: part("validation"), test: part("test") };
}

function articles(grammar: Grammar, ids: Int32Array): string {
  const end = grammar.words.indexOf(".");
  const lines: string[] = [];
  let [start, paragraphs] = [ids.indexOf(end) + 1, 0];
  while (start > 0) {
    const stop = ids.indexOf(end, start + paragraphWords - 1) + 1;
    if (stop === 0) break;
    const paragraph = ids.subarray(start, stop);
    lines.push(...headingOf(grammar, paragraph, paragraphs++), ` ${grammarText(grammar, paragraph)} \n`);
    start = stop;
  }
  return lines.join("");
}

/** What stands before a paragraph: nothing, or the heading of a section or an article, named by the first noun below. */
function headingOf(grammar: Grammar, paragraph: Int32Array, number: number): string[] {
  if (number % paragraphsOfSection > 0) return [];
  const noun = paragraph.find((id) => grammar.classes[grammar.wordClass[id]!]!.includes("noun"))!;
  const signs = number % (paragraphsOfSection * sectionsOfArticle) === 0 ? "=" : "= =";
  return [` \n ${signs} ${grammar.words[noun]} ${signs} \n \n`];
}
