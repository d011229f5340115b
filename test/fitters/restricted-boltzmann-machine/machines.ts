import type { RestrictedBoltzmannMachineModel } from "../../../lib/fitters/restricted-boltzmann-machine/model";
import type { Random } from "../../../lib/random/random";
import { readGolden } from "../helpers";

interface GoldenParameters {
  readonly weights: number[];
  readonly visibleBiases: number[];
  readonly hiddenBiases: number[];
}

export interface GoldenMachine extends GoldenParameters {
  readonly visible: number;
  readonly hidden: number;
  /** All states of the visible units. */
  readonly rows: number[][];
  readonly freeEnergies: number[];
  readonly logPartition: number;
  readonly probabilities: number[];
  readonly modelMeans: GoldenParameters;
  readonly data: number[][];
}

export const goldenMachines = readGolden<GoldenMachine[]>("restricted-boltzmann-machine");

export function modelOf(golden: GoldenMachine): RestrictedBoltzmannMachineModel {
  const { visible, hidden, weights, visibleBiases, hiddenBiases } = golden;
  return {
    visible,
    hidden,
    weights: Float64Array.from(weights),
    visibleBiases: Float64Array.from(visibleBiases),
    hiddenBiases: Float64Array.from(hiddenBiases),
  };
}

/** All parameters normal with the given standard deviation. */
export function randomMachine(
  visible: number,
  hidden: number,
  standardDeviation: number,
  random: Random,
): RestrictedBoltzmannMachineModel {
  const draw = (count: number) => random.fillNormal(new Float64Array(count), 0, standardDeviation);
  return {
    visible,
    hidden,
    weights: draw(visible * hidden),
    visibleBiases: draw(visible),
    hiddenBiases: draw(hidden),
  };
}
