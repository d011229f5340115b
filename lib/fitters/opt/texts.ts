import type { LearningBatch } from "../../nets/opt/descent";
import type { TokenBatch } from "../../nets/opt/tokens";
import type { OptModel } from "./model";
import type { TokenRows } from "./token-rows";

/**
 * Texts as one array of ids.
 * @throws RangeError in the name of `caller` for no text, rows of different lengths, ids outside the vocabulary, texts
 *   longer than the model's positions, or a mask of another shape or with other numbers than 0 and 1
 */
export function tokenBatch(caller: string, model: OptModel, rows: TokenRows, mask?: TokenRows): TokenBatch {
  const length = rows[0]?.length ?? 0;
  if (length === 0) throw new RangeError(`${caller} needs at least one text of at least one token, got none`);
  checkLength(caller, model, length);
  const ids = joined(caller, "ids", rows, length);
  checkIds(caller, model, ids, length);
  if (mask === undefined) return { ids, length };
  if (mask.length !== rows.length) {
    throw new RangeError(
      `${caller} needs a row of attentionMask for each of ${rows.length} texts, got ${mask.length}`,
    );
  }
  const flags = joined(caller, "attentionMask", mask, length);
  const wrong = flags.findIndex((flag) => flag !== 0 && flag !== 1);
  if (wrong >= 0) throw new RangeError(`${caller} needs attentionMask to hold 0 and 1, got ${flags[wrong]}`);
  return { ids, length, mask: Uint8Array.from(flags) };
}

/** @throws RangeError in the name of `caller` when texts of this length do not fit the model's positions */
export function checkLength(caller: string, { configuration }: OptModel, length: number): void {
  if (length <= configuration.positions) return;
  throw new RangeError(
    `${caller} needs texts of at most ${configuration.positions} tokens, the model's positions, got ${length}: cut them`,
  );
}

/** @throws RangeError in the name of `caller`, naming the first id that is none of the vocabulary */
export function checkIds(caller: string, { configuration }: OptModel, ids: Int32Array, length: number): void {
  const { vocabularySize } = configuration;
  const wrong = ids.findIndex((id) => !(id >= 0 && id < vocabularySize));
  if (wrong < 0) return;
  throw new RangeError(
    `${caller} needs ids from 0 to ${vocabularySize - 1}: text ${Math.floor(wrong / length)}, ` +
      `token ${wrong % length} is ${ids[wrong]}. Were the texts encoded with the model's own tokenizer?`,
  );
}

function joined(caller: string, name: string, rows: TokenRows, length: number): Int32Array {
  const all = new Int32Array(rows.length * length);
  rows.forEach((row, text) => {
    if (row.length !== length) {
      throw new RangeError(
        `${caller} needs rows of ${name} of equal length: text 0 has ${length} tokens, text ${text} has ${row.length}. ` +
          "Pad them, and mask the padding",
      );
    }
    for (let token = 0; token < length; token++) {
      if (!Number.isInteger(row[token])) {
        throw new RangeError(
          `${caller} needs whole numbers in ${name}: text ${text}, token ${token} is ${row[token]}`,
        );
      }
      all[text * length + token] = row[token]!;
    }
  });
  return all;
}

/**
 * What is learned from texts: each token but the last is read, and the one after it is to be foretold. With padding,
 * only tokens that are none are; all count the same, and together 1.
 * @throws RangeError in the name of `caller` when there is nothing to foretell
 */
export function nextTokenBatch(caller: string, { ids, length, mask }: TokenBatch): LearningBatch {
  const size = (ids.length / length) * (length - 1);
  const [inputs, targets, weights] = [new Int32Array(size), new Int32Array(size), new Float32Array(size)];
  const inputMask = mask && new Uint8Array(size);
  for (let to = 0, from = 0; to < size; to++, from++) {
    if (from % length === length - 1) from++;
    inputs[to] = ids[from]!;
    targets[to] = ids[from + 1]!;
    weights[to] = mask ? mask[from]! * mask[from + 1]! : 1;
    if (inputMask) inputMask[to] = mask![from]!;
  }
  const counted = weights.reduce((sum, weight) => sum + weight, 0);
  if (counted === 0)
    throw new RangeError(`${caller} needs texts of at least two tokens that are no padding, got none`);
  const batch = { ids: inputs, length: length - 1, mask: inputMask };
  return { inputs: batch, targets, weights: weights.map((weight) => weight / counted) };
}
