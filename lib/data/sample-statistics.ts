/**
 * What an exponential family needs to know of `count` observations, in place of the observations themselves. They can be
 * joined like any training set; rows cannot be taken out of them again.
 */
export interface SampleStatistics {
  /** Number of observations that they stand for; a prior may stand for a fraction of one. */
  readonly count: number;
  /** Means over the observations: of the coordinates, of the counts, or the share of each category. */
  readonly means: ArrayLike<number>;
  /** Σ (x − mean)(x − mean)ᵀ over the observations, row-major and symmetric, for families that need it. */
  readonly scatter?: ArrayLike<number>;
}

/**
 * Statistics of all observations together, as if they had been computed from them: means and scatter are moved by their
 * differences (Chan, Golub & LeVeque 1983), so that equal means stay exactly what they are. O(parts × numbers).
 * @throws RangeError when the parts differ in the number of means, or some lack a scatter
 */
export function joinStatistics(parts: readonly SampleStatistics[]): SampleStatistics {
  return parts.reduce(joinTwo);
}

function joinTwo(a: SampleStatistics, b: SampleStatistics): SampleStatistics {
  if (a.means.length !== b.means.length || !a.scatter !== !b.scatter) {
    throw new RangeError(
      `concatenate needs statistics of one family, got ${describeStatistics(a)} and ${describeStatistics(b)}`,
    );
  }
  const count = a.count + b.count;
  const differences = Array.from(b.means, (mean, i) => mean - a.means[i]!);
  const means = differences.map((difference, i) => a.means[i]! + (difference * b.count) / count);
  if (!a.scatter) return { count, means };
  const weight = (a.count * b.count) / count;
  const order = means.length;
  const scatter = Array.from(a.scatter, (entry, i) => {
    const between = differences[Math.floor(i / order)]! * differences[i % order]!;
    return entry + b.scatter![i]! + weight * between;
  });
  return { count, means, scatter };
}

function describeStatistics({ means, scatter }: SampleStatistics): string {
  return `${means.length} means ${scatter ? "with" : "without"} scatter`;
}
