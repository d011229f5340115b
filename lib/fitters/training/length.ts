/** How long a network is trained: passes over its data, or steps whatever the size of the data. One of the two. */
export interface TrainingLength {
  readonly epochs?: number;
  readonly steps?: number;
}

/** How a network is trained, apart from what it is. */
export interface TrainingOptions extends TrainingLength {
  /** Rows of a mini-batch. */
  readonly batchSize?: number;
  readonly learningRate?: number;
  /** Weight of an L2 penalty that enters the gradient of the summed loss. Default 0. */
  readonly weightDecay?: number;
}

/**
 * Refuses a length that is no number of epochs or steps, or both.
 * @throws RangeError naming the caller
 */
export function checkLength(caller: string, { epochs, steps }: TrainingLength, batchSize: number): void {
  if ((epochs === undefined) === (steps === undefined)) {
    throw new RangeError(
      `${caller} needs either epochs or steps, got ${epochs === undefined ? "neither" : "both"}`,
    );
  }
  if (epochs !== undefined && !(epochs > 0 && Number.isFinite(epochs))) {
    throw new RangeError(`${caller} needs a positive number of epochs, got ${epochs}`);
  }
  if (steps !== undefined && !(Number.isInteger(steps) && steps > 0)) {
    throw new RangeError(`${caller} needs steps to be a whole number of at least 1, got ${steps}`);
  }
  if (!(Number.isInteger(batchSize) && batchSize > 0)) {
    throw new RangeError(`${caller} needs batchSize to be a whole number of at least 1, got ${batchSize}`);
  }
}

/**
 * Refuses a size of a network that is no whole number of at least 1.
 * @throws RangeError naming the caller and the option
 */
export function checkSizes(caller: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (!(Number.isInteger(size) && size > 0)) {
      throw new RangeError(`${caller} needs ${name} to be a whole number of at least 1, got ${size}`);
    }
  }
}

/** Number of optimiser steps on `rows` rows. */
export function stepCount({ epochs = 0, steps }: TrainingLength, rows: number, batchSize: number): number {
  return steps ?? Math.max(1, Math.ceil((epochs * rows) / batchSize));
}
