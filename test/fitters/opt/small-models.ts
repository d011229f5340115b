import { type TokenBlocks, tokenBlocks } from "../../../lib/data/token-blocks";
import type { FitTask, Gradual } from "../../../lib/fitters/family";
import { createOpt, type OptSize } from "../../../lib/fitters/opt/create";
import type { OptModel } from "../../../lib/fitters/opt/model";
import type { WorkKeeper, WorkState } from "../../../lib/fitters/work-keeper";
import { createRandom } from "../../../lib/random/create-random";
import type { Random } from "../../../lib/random/random";

/** A model of a few thousand parameters that has learned nothing. */
export function smallModel(size: Partial<OptSize> = {}): OptModel {
  const all = { vocabularySize: 12, hiddenSize: 16, layers: 1, heads: 2, positions: 16, ...size };
  return createOpt(all, createRandom("small model"));
}

/** Tokens 3 to 11 one after the other, again and again: after the first token of a text all are certain. */
export function counting(count: number, length: number): TokenBlocks {
  return tokenBlocks(
    Int32Array.from({ length: count * length }, (_, at) => 3 + (at % 9)),
    length,
  );
}

/** Any tokens of a vocabulary of 12. */
export function noiseBlocks(count: number, length: number, random: Random): TokenBlocks {
  return tokenBlocks(
    Int32Array.from({ length: count * length }, () => random.integer(12)),
    length,
  );
}

export function taskOf(data: TokenBlocks, seed: string): FitTask<TokenBlocks, OptModel> {
  return { data, random: createRandom(seed) };
}

/** A keeper in memory that keeps a deep copy every so many steps. */
export function memoryKeeper(every: number) {
  const states = new Map<string, WorkState>();
  const found: string[] = [];
  let [steps, kept] = [0, 0];
  const keeper: WorkKeeper = {
    // biome-ignore lint/correctness/useYield: memory takes no time
    *load(part, read) {
      const state = states.get(part);
      if (!state) return undefined;
      found.push(part);
      return read(structuredClone(state));
    },
    isDue: () => ++steps % every === 0,
    *keep(part, state) {
      states.set(part, structuredClone(yield* state));
      kept++;
      yield;
    },
  };
  return { keeper, states, found, keptCount: () => kept };
}

/** Does work until it reports more than this share of itself, and then stops it as an abort does. */
export function stopBeyond(work: Gradual<unknown>, share: number): void {
  for (;;) {
    const { done, value } = work.next();
    if (done) throw new Error(`the work ended before it reported more than ${share}`);
    if (value.share > share + 1e-9) break;
  }
  work.return(undefined as never);
}
