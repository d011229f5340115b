import { checkWholeNumber } from "../fitters/checks";
import { type OpenCrew, openAlone } from "../fitters/crew";
import { type Cloud, checkedClouds } from "./clouds";
import { neighbourSquares } from "./neighbours/neighbour-squares";

export interface NeighbourDivergenceOptions {
  /** Which nearest neighbour's distance measures the density. More vary less and blur more. Default 5. */
  readonly neighbours?: number;
}

/** `klDivergenceByNeighbours` on the calling thread alone, which runs anywhere. */
export function klDivergenceByNeighbours(
  x: Cloud,
  y: Cloud,
  options: NeighbourDivergenceOptions = {},
): number {
  return klDivergenceByNeighboursWith(openAlone, x, y, options);
}

const caller = "klDivergenceByNeighbours";

export function klDivergenceByNeighboursWith(
  open: OpenCrew,
  x: Cloud,
  y: Cloud,
  { neighbours = 5 }: NeighbourDivergenceOptions,
): number {
  const [first, second] = checkedClouds(caller, x, y, 1);
  checkWholeNumber(caller, "neighbours", neighbours, 1);
  if (first.rows <= neighbours || second.rows < neighbours) {
    throw new RangeError(
      `${caller} needs more than neighbours = ${neighbours} points in the first set and as many in the second, ` +
        `got ${first.rows} and ${second.rows}. Ask for fewer neighbours`,
    );
  }
  const { within, across } = neighbourSquares(caller, open, first, second, neighbours);
  checkApart("the same set", within, neighbours);
  checkApart("the other set", across, neighbours);
  let logarithms = 0;
  for (let i = 0; i < first.rows; i++) logarithms += Math.log(across[i]!) - Math.log(within[i]!);
  const meanLogRatio = logarithms / 2 / first.rows;
  return first.columns * meanLogRatio + Math.log(second.rows / (first.rows - 1));
}

/** @throws RangeError when a point's k-th neighbour is at its own place, where no density is */
function checkApart(where: string, squares: Float64Array, neighbours: number): void {
  const row = squares.indexOf(0);
  if (row < 0) return;
  throw new RangeError(
    `${caller} needs points from densities, which do not coincide: row ${row} of the first set has ` +
      `${neighbours} or more copies in ${where}. Ask for more neighbours, or use a divergence of discrete outcomes`,
  );
}
