/** Text to train, to validate and to test a language model. */
export interface TextParts {
  readonly train: string;
  readonly validation: string;
  readonly test: string;
}

/** Of the lines with text, in each of the two smaller parts. */
const heldOutShare = 0.05;

/**
 * Splits a text between lines, in its order: 90 % of the lines with text are for training, the next 5 % for validation,
 * the last 5 % for testing, rounded, but at least one each. Blank lines do not count and stay where they are; joined,
 * the parts are the text. O(characters).
 * @throws RangeError for fewer than three lines with text
 *
 * @example
 * import { splitText } from "model-collapse";
 * const { validation } = splitText("one\ntwo\n\nthree\nfour\n");
 * JSON.stringify(validation); // → "\nthree\n"
 */
export function splitText(text: string): TextParts {
  return splitLines("splitText", text);
}

/** `splitText` in the name of `caller`. */
export function splitLines(caller: string, text: string): TextParts {
  const ends = endsOfLines(text);
  if (ends.length < 3) {
    throw new RangeError(
      `${caller} needs at least 3 lines with text, to train, to validate and to test, got ${ends.length}: ` +
        "put every paragraph on a line of its own",
    );
  }
  const heldOut = Math.max(1, Math.round(heldOutShare * ends.length));
  const [trained, validated] = [ends.at(-2 * heldOut - 1)!, ends.at(-heldOut - 1)!];
  return {
    train: text.slice(0, trained),
    validation: text.slice(trained, validated),
    test: text.slice(validated),
  };
}

/** Where each line ends that has more than white space, behind its line break. */
function endsOfLines(text: string): number[] {
  const ends: number[] = [];
  let start = 0;
  while (start < text.length) {
    const lineBreak = text.indexOf("\n", start);
    const end = lineBreak < 0 ? text.length : lineBreak + 1;
    if (/\S/.test(text.slice(start, end))) ends.push(end);
    start = end;
  }
  return ends;
}
