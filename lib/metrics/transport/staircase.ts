/** Steps of a first plan: pairs in order, each in the row or the column of the one before. */
export interface Staircase {
  readonly sources: Int32Array;
  readonly sinks: Int32Array;
  readonly masses: Float64Array;
  /** The step whose source is the root: empty steps lead to it. */
  readonly middle: number;
}

/**
 * The plan that fills the sinks in their order from the sources in theirs (north-west corner rule): in one dimension,
 * with both in ascending order, the best for every order of the distance. All n + m − 1 steps are listed, those that
 * carry nothing too. Where source and sink are done at once, which of them the empty step keeps is chosen so that it
 * leads from what is farther from the middle to what is nearer. O(n + m).
 */
export function staircase(
  sourceOrder: Int32Array,
  sinkOrder: Int32Array,
  supplies: Float64Array,
  demands: Float64Array,
): Staircase {
  const [n, m] = [sourceOrder.length, sinkOrder.length];
  const steps = n + m - 1;
  const middle = steps >> 1;
  const [sources, sinks] = [new Int32Array(steps), new Int32Array(steps)];
  const masses = new Float64Array(steps);
  let [i, j] = [0, 0];
  let [supply, demand] = [supplies[sourceOrder[0]!]!, demands[sinkOrder[0]!]!];
  for (let step = 0; step < steps; step++) {
    // What rounding leaves goes along the last row or column.
    const moved = i === n - 1 ? demand : j === m - 1 ? supply : Math.min(supply, demand);
    sources[step] = sourceOrder[i]!;
    sinks[step] = sinkOrder[j]!;
    masses[step] = moved;
    supply -= moved;
    demand -= moved;
    const rowIsDone =
      j === m - 1 || (i < n - 1 && (supply < demand || (supply === demand && step >= middle)));
    if (rowIsDone) supply = supplies[sourceOrder[++i]!] ?? 0;
    else demand = demands[sinkOrder[++j]!] ?? 0;
  }
  return { sources, sinks, masses, middle };
}
