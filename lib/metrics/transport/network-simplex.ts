import type { MatrixRows } from "./cost-rows";
import type { Staircase } from "./staircase";
import { attach, emptyTree, pivot, settle, type TransportTree } from "./transport-tree";

/** How far a reduced cost may be below 0 by rounding, relative to the largest number that it is computed from. */
const relativeTolerance = 2 ** -44;

/**
 * Turns a first plan into the cheapest: transportation simplex on a strongly feasible tree. Goes round the sources,
 * and lets the arc enter that saves most of all that leave the source. Ends when a whole round finds none. Rows of
 * costs are read, none is kept: memory O(sources + sinks).
 */
export function cheapestTree(
  first: Staircase,
  costs: MatrixRows,
  sources: number,
  sinks: number,
): TransportTree {
  const tree = treeOf(first, costs, sources, sinks);
  const { potential, reach } = tree;
  for (let source = 0, quiet = 0; quiet < sources; source = source + 1 === sources ? 0 : source + 1) {
    const row = costs.row(source);
    const sink = bestSink(row, potential, sources);
    const cost = row[sink]!;
    const saved = potential[sources + sink]! - potential[source]! - cost;
    if (saved > relativeTolerance * (reach[source]! + reach[sources + sink]! + cost)) {
      pivot(tree, source, sources + sink, cost);
      quiet = 0;
    } else quiet++;
  }
  return tree;
}

/** The sink with the least cost minus potential. */
function bestSink(row: Float64Array, potential: Float64Array, sources: number): number {
  let [best, least] = [0, Infinity];
  for (let sink = 0; sink < row.length; sink++) {
    const reduced = row[sink]! - potential[sources + sink]!;
    if (reduced < least) {
      least = reduced;
      best = sink;
    }
  }
  return best;
}

/** The steps as a tree whose root is the source of the middle step. */
function treeOf(first: Staircase, costs: MatrixRows, sources: number, sinks: number): TransportTree {
  const tree = emptyTree(sources, sinks);
  const { middle } = first;
  const root = first.sources[middle]!;
  const hang = (step: number, seen: (node: number) => boolean): void => {
    const [source, sink] = [first.sources[step]!, sources + first.sinks[step]!];
    const cost = costs.row(source)[sink - sources]!;
    if (seen(source)) attach(tree, sink, source, first.masses[step]!, cost);
    else attach(tree, source, sink, first.masses[step]!, cost);
  };
  const seen = (node: number): boolean => node === root || tree.parent[node]! >= 0;
  for (let step = middle; step < first.sources.length; step++) hang(step, seen);
  for (let step = middle - 1; step >= 0; step--) hang(step, seen);
  settle(tree, root);
  return tree;
}
