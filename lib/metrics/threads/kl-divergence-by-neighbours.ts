import type { Cloud } from "../clouds";
import {
  klDivergenceByNeighboursWith,
  type NeighbourDivergenceOptions,
} from "../kl-divergence-by-neighbours";
import { neighbourOperations } from "../neighbours/neighbour-squares";
import { crewFor, type WorkersOption } from "./open-crew";

/** How neighbours are counted, and by how many threads. */
export interface ThreadedNeighbourOptions extends NeighbourDivergenceOptions, WorkersOption {}

/**
 * Kullback–Leibler divergence KL(p ‖ q) in nats from points x of p (n rows) and y of q (m rows) alone:
 * columns × mean log(ν/ρ) + log(m/(n − 1)), where ρ and ν are the distances of a point of x to its k-th nearest other
 * point of x and nearest point of y (Wang, Kulkarni & Verdú 2009, IEEE Trans. Inf. Theory 55, equation 5; Pérez-Cruz
 * 2008). Consistent, yet biased: towards 0 where the sets hardly overlap or columns are many (by a tenth between two
 * round normals of the plane 1 nat apart, 1,500 rows, 5 neighbours; more neighbours vary less and blur more). Between
 * equal distributions 0 on average, and below 0 half of the time. Not symmetric.
 *
 * Neighbours are exact: by trees in few columns (up to 4 at 5,000 rows), O(rows log rows), else from all pairs,
 * O(rows² × columns), on all cores; O(rows × columns) memory.
 * @throws RangeError when sets have too few points for `neighbours`, a number is not finite, columns differ, or a
 *   point has as many copies as `neighbours`: data with ties have no density
 *
 * @example
 * import { klDivergenceByNeighbours } from "model-collapse";
 * klDivergenceByNeighbours([0, 1, 3], [9, 11], { neighbours: 1 }); // → 1.7918
 */
export function klDivergenceByNeighbours(x: Cloud, y: Cloud, options: ThreadedNeighbourOptions = {}): number {
  const operations = neighbourOperations(x, y);
  return klDivergenceByNeighboursWith(
    crewFor("klDivergenceByNeighbours", operations, options),
    x,
    y,
    options,
  );
}
