import type { TokenBlocks } from "../../data/token-blocks";
import type { LearningBatch } from "../../nets/opt/descent";
import type { Random } from "../../random/random";

/** What one step of several replicates learns from: as many texts of each, to be computed a part at a time. */
export interface StepTexts {
  /** Loads the texts of one replicate, by their indices. */
  load(replicate: number, indices: Int32Array): void;
  /** The texts loaded: the parts of a step, each with as many texts of every replicate. */
  parts(): LearningBatch[];
}

export interface TextPlan {
  readonly batchSize: number;
  readonly textsAtOnce: number;
  readonly blocksPerText: number;
}

/** Texts in a training set. */
export function textCount({ count }: TokenBlocks, { blocksPerText }: TextPlan): number {
  return Math.floor(count / blocksPerText);
}

/**
 * Texts of consecutive blocks; where they take several, they begin at another block every time, drawn from the
 * replicate's stream, so that no block is always the first.
 */
export function createStepTexts(
  sets: readonly TokenBlocks[],
  plan: TextPlan,
  starts: readonly Random[],
): StepTexts {
  const { batchSize, blocksPerText } = plan;
  const length = sets[0]!.length * blocksPerText;
  const texts = new Int32Array(sets.length * batchSize * length);
  return {
    load(replicate, indices) {
      const { tokens, count, length: blockLength } = sets[replicate]!;
      indices.forEach((index, row) => {
        const shift = blocksPerText === 1 ? 0 : starts[replicate]!.integer(blocksPerText);
        const block = Math.min(index * blocksPerText + shift, count - blocksPerText);
        const text = tokens.subarray(block * blockLength, block * blockLength + length);
        texts.set(text, (replicate * batchSize + row) * length);
      });
    },
    parts() {
      const parts: LearningBatch[] = [];
      for (let first = 0; first < batchSize; first += plan.textsAtOnce) {
        const count = Math.min(plan.textsAtOnce, batchSize - first);
        parts.push(partOf(texts, { replicates: sets.length, batchSize, length, first, count }));
      }
      return parts;
    },
  };
}

interface Part {
  readonly replicates: number;
  readonly batchSize: number;
  readonly length: number;
  /** The first text of each replicate, and how many. */
  readonly first: number;
  readonly count: number;
}

/** Each token but the last of a text is read, and the one after it foretold; the mean over the texts of a step. */
function partOf(texts: Int32Array, { replicates, batchSize, length, first, count }: Part): LearningBatch {
  const each = length - 1;
  const ids = new Int32Array(replicates * count * each);
  const targets = new Int32Array(ids.length);
  for (let replicate = 0, to = 0; replicate < replicates; replicate++) {
    for (let row = first; row < first + count; row++, to += each) {
      const start = (replicate * batchSize + row) * length;
      ids.set(texts.subarray(start, start + each), to);
      targets.set(texts.subarray(start + 1, start + length), to);
    }
  }
  const weights = new Float32Array(ids.length).fill(1 / (batchSize * each));
  return { inputs: { ids, length: each }, targets, weights };
}
