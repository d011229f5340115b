import type { TokenReader } from "../../nets/token-reader";
import type { DecodingPlan } from "./settings";

/** What decoding needs to know of a reader before it reads. */
export type ReaderSize = Pick<TokenReader, "vocabularySize" | "positions">;

/**
 * Checks that prompts fit the reader, and copies them.
 * @throws RangeError naming the prompt, the need, what came and the remedy; TypeError for what is no list of ids
 */
export function checkedPrompts(
  caller: string,
  prompts: readonly ArrayLike<number>[],
  plan: DecodingPlan,
  reader: ReaderSize,
): Int32Array[] {
  if (!Array.isArray(prompts)) {
    throw new TypeError(
      `${caller} needs an array of prompts, each an array of token ids, got ${typeof prompts}`,
    );
  }
  return prompts.map((prompt, index) => checkedPrompt(caller, prompt, index, plan, reader));
}

function checkedPrompt(
  caller: string,
  prompt: ArrayLike<number>,
  index: number,
  plan: DecodingPlan,
  { vocabularySize, positions }: ReaderSize,
): Int32Array {
  if (prompt === null || typeof prompt !== "object" || typeof prompt.length !== "number") {
    throw new TypeError(
      `${caller} needs prompts to be arrays of token ids, got ${String(prompt)} as prompt ${index}. Encode text first`,
    );
  }
  if (prompt.length === 0) {
    throw new RangeError(
      `${caller} needs prompts of at least one token, got none in prompt ${index}. Start it with the token that ` +
        "begins texts",
    );
  }
  const room = positions - plan.maximumNewTokens;
  if (prompt.length > room) {
    throw new RangeError(
      `${caller} needs prompt and new tokens to fit the ${positions} positions of the model, got ` +
        `${prompt.length} tokens in prompt ${index} and maximumNewTokens ${plan.maximumNewTokens}: ` +
        `${room > 0 ? `shorten the prompt to ${room}, or ` : ""}lower maximumNewTokens`,
    );
  }
  const wrong = Array.prototype.findIndex.call(prompt, (token) => !isToken(token, vocabularySize));
  if (wrong < 0) return Int32Array.from(prompt);
  throw new RangeError(
    `${caller} needs token ids from 0 to ${vocabularySize - 1}, got ${prompt[wrong]} as token ${wrong} of prompt ` +
      `${index}. Was it encoded by the model's own tokenizer?`,
  );
}

/** @throws RangeError unless the ids in the settings belong to the vocabulary, and leave some of it */
export function checkTokens(caller: string, plan: DecodingPlan, { vocabularySize }: ReaderSize): void {
  const { endToken, suppressedTokens } = plan;
  if (endToken !== -1) checkToken(caller, "endToken", endToken, vocabularySize);
  for (const token of suppressedTokens) checkToken(caller, "suppressedTokens", token, vocabularySize);
  if (new Set(suppressedTokens).size === vocabularySize) {
    throw new RangeError(
      `${caller} needs suppressedTokens to leave some of the ${vocabularySize} tokens, got all of them`,
    );
  }
}

function checkToken(caller: string, name: string, token: number, vocabularySize: number): void {
  if (isToken(token, vocabularySize)) return;
  throw new RangeError(
    `${caller} needs ${name} to be token ids from 0 to ${vocabularySize - 1}, got ${token}`,
  );
}

function isToken(token: unknown, vocabularySize: number): boolean {
  return Number.isInteger(token) && (token as number) >= 0 && (token as number) < vocabularySize;
}
