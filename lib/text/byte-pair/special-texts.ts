/** Special tokens that are recognised where a text spells them out. */
export interface SpecialTexts {
  /** Finds them, the longest at each place; undefined when there are none. */
  readonly pattern: RegExp | undefined;
  /** Characters of the longest. */
  readonly longest: number;
}

/** Which of the special tokens a text may spell out: all (true), none (false), or those in a list. */
export type SpecialInText = boolean | readonly string[];

/**
 * @throws RangeError naming the function and the token in the list that is not among `special`
 */
export function specialTexts(
  chosen: SpecialInText,
  special: readonly string[],
  functionName: string,
): SpecialTexts {
  const texts = chosen === true ? special : chosen || [];
  for (const text of texts) {
    if (!special.includes(text)) {
      throw new RangeError(
        `${functionName} needs specialInText to name special tokens, got "${text}"; there are: ${special.join(" ") || "none"}`,
      );
    }
  }
  const longestFirst = [...texts].sort((a, b) => b.length - a.length);
  const alternatives = longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return {
    pattern: texts.length > 0 ? new RegExp(alternatives.join("|"), "g") : undefined,
    longest: longestFirst[0]?.length ?? 0,
  };
}
