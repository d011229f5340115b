import { concatenate, selectRows, sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import { checkWholeNumber } from "../fitters/checks";
import type { Random } from "../random/random";
import type { NotInferred } from "./not-inferred";

export interface PermutationOptions {
  /** How often the rows are dealt anew; no p-value is below 1/(permutations + 1). Default 199. */
  readonly permutations?: number;
}

export interface PermutationTest {
  /** The statistic of the samples as they are. */
  readonly measured: number;
  /** Share of deals, this one included, whose statistic is at least as large. */
  readonly pValue: number;
}

/**
 * Whether two samples can be of one distribution: deals the pooled rows anew into two sets of the same sizes and asks
 * how often a distance, or any statistic that grows with what sets them apart, is as large as it is. Exact at any
 * size for independent rows: equal distributions give a p-value of at most α in at most a share α of all cases
 * (Phipson & Smyth 2010: (b + 1)/(permutations + 1) for b deals as large). Unlike a standard error it holds where the
 * distance is 0 or has a bias. Draws a shuffle of all rows a deal. O(permutations × cost of the statistic).
 * @throws RangeError for an empty sample, kinds or columns that differ, fewer than one permutation, or a statistic
 *   that is NaN
 *
 * @example
 * import { createRandom, energyDistance, permutationTest } from "model-collapse";
 * const random = createRandom("permutations");
 * const real = random.fillNormal(new Float64Array(60));
 * const synthetic = random.fillNormal(new Float64Array(60), 2);
 * permutationTest(energyDistance, [real, synthetic], {}, random).pValue; // → 0.005
 */
export function permutationTest<Samples extends readonly [TrainingSet, TrainingSet]>(
  statistic: (...samples: NotInferred<Samples>) => number,
  [x, y]: Samples,
  { permutations = 199 }: PermutationOptions,
  random: Random,
): PermutationTest {
  checkWholeNumber("permutationTest", "permutations", permutations, 1);
  const [first, second] = [sizeOf(x), sizeOf(y)];
  if (first === 0 || second === 0) {
    throw new RangeError(
      `permutationTest needs samples with at least one row, got ${first} and ${second} rows`,
    );
  }
  const measure = statistic as unknown as (x: TrainingSet, y: TrainingSet) => number;
  const measured = checked(measure(x, y));
  const pooled = concatenate([x, y]);
  const order = Int32Array.from({ length: first + second }, (_, i) => i);
  let asLarge = 1;
  for (let deal = 0; deal < permutations; deal++) {
    random.shuffle(order);
    const dealt = measure(selectRows(pooled, order.slice(0, first)), selectRows(pooled, order.slice(first)));
    // What differs by rounding alone is a tie, and ties count.
    if (checked(dealt) >= measured - 1e-12 * Math.abs(measured)) asLarge++;
  }
  return { measured, pValue: asLarge / (permutations + 1) };
}

function checked(value: number): number {
  if (!Number.isNaN(value)) return value;
  throw new RangeError("permutationTest needs a statistic that is a number, got NaN");
}
