/**
 * Restricted Boltzmann machine with units of 0 and 1:
 *
 *     p(v, h) = exp(b·v + c·h + vᵀ W h) / Z.
 */
export interface RestrictedBoltzmannMachineModel {
  readonly visible: number;
  readonly hidden: number;
  /** W, `visible × hidden`, row-major: that between visible i and hidden j is `weights[i * hidden + j]`. */
  readonly weights: Float64Array;
  /** b. */
  readonly visibleBiases: Float64Array;
  /** c. */
  readonly hiddenBiases: Float64Array;
}

/** All parameters behind one another, W, b, c, and views of the three: what is trained and summed over. */
export interface PackedMachine extends RestrictedBoltzmannMachineModel {
  readonly packed: Float64Array;
}

/** A machine on `packed`, or on zeros: whoever changes the one changes the other. */
export function packedMachine(
  visible: number,
  hidden: number,
  packed: Float64Array = new Float64Array(visible * hidden + visible + hidden),
): PackedMachine {
  const links = visible * hidden;
  return {
    visible,
    hidden,
    packed,
    weights: packed.subarray(0, links),
    visibleBiases: packed.subarray(links, links + visible),
    hiddenBiases: packed.subarray(links + visible),
  };
}

/** A copy that can be trained. */
export function packMachine(model: RestrictedBoltzmannMachineModel): PackedMachine {
  const machine = packedMachine(model.visible, model.hidden);
  machine.weights.set(model.weights);
  machine.visibleBiases.set(model.visibleBiases);
  machine.hiddenBiases.set(model.hiddenBiases);
  return machine;
}

/** A plain record with arrays of its own. */
export function unpackMachine(machine: PackedMachine): RestrictedBoltzmannMachineModel {
  return {
    visible: machine.visible,
    hidden: machine.hidden,
    weights: machine.weights.slice(),
    visibleBiases: machine.visibleBiases.slice(),
    hiddenBiases: machine.hiddenBiases.slice(),
  };
}

/** The same machine with visible and hidden units exchanged. */
export function transposeMachine(model: RestrictedBoltzmannMachineModel): PackedMachine {
  const { visible, hidden, weights } = model;
  const machine = packedMachine(hidden, visible);
  for (let i = 0; i < visible; i++) {
    for (let j = 0; j < hidden; j++) machine.weights[j * visible + i] = weights[i * hidden + j]!;
  }
  machine.visibleBiases.set(model.hiddenBiases);
  machine.hiddenBiases.set(model.visibleBiases);
  return machine;
}
