import type { Gradual } from "../fitters/family";
import { finish, finishInTurns, type TurnSettings } from "../fitters/finish";
import type { OptModel } from "../fitters/opt/model";
import { createOptReader } from "../nets/opt/reader";
import { explainMemory } from "../nets/out-of-memory";
import { tensorsReady } from "../nets/ready";
import type { Random } from "../random/random";
import { decode } from "./decoding/decode";
import type { DecodingSettings } from "./decoding/settings";

/**
 * Continues prompts, by beam search, greedily or by drawing, as the settings say (see `DecodingSettings`): returns the
 * new tokens of each prompt, which draws from a stream of its own. Texts end with the model's own end token unless the
 * settings name another.
 *
 * @throws RangeError for impossible settings, a prompt that is empty or longer than the model's positions with its new
 *   tokens, or ids outside the vocabulary; Error when memory lacks, or an asynchronous tensor engine has not been awaited
 *
 * @example
 * import { createOpt, createRandom, generate, tensorsReady } from "model-collapse";
 * await tensorsReady();
 * const random = createRandom("example");
 * const model = createOpt({ vocabularySize: 50, hiddenSize: 16, layers: 1, heads: 2, positions: 12 }, random);
 * const settings = { maximumNewTokens: 6, minimumNewTokens: 6, temperature: 1 };
 * generate(model, [[4, 5, 6], [7, 8]], settings, random.fork("text")).map(({ length }) => length); // → [6, 6]
 */
export function generate(
  model: OptModel,
  prompts: readonly ArrayLike<number>[],
  settings: DecodingSettings,
  random: Random,
): number[][] {
  return finish(generateGradually(model, prompts, settings, random)).map((text) => Array.from(text));
}

/** The same, letting timers and messages have their turn; reports progress, and stops by a signal. */
export async function generateInTurns(
  model: OptModel,
  prompts: readonly ArrayLike<number>[],
  settings: DecodingSettings & TurnSettings,
  random: Random,
): Promise<number[][]> {
  await tensorsReady();
  const texts = await finishInTurns(generateGradually(model, prompts, settings, random), settings);
  return texts.map((text) => Array.from(text));
}

/** The same, a token at a time. */
export function* generateGradually(
  model: OptModel,
  prompts: readonly ArrayLike<number>[],
  settings: DecodingSettings,
  random: Random,
): Gradual<Int32Array[]> {
  const { configuration, parameters } = model;
  try {
    const reader = createOptReader(configuration, parameters);
    try {
      const randoms = prompts.map((_, prompt) => random.fork(prompt));
      return yield* decode(
        reader,
        prompts,
        { endToken: configuration.endToken, ...settings },
        randoms,
        "generate",
      );
    } finally {
      reader.dispose();
    }
  } catch (error) {
    throw explainMemory("generate", "a smaller promptsPerBatch", error);
  }
}
