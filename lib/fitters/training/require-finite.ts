/**
 * Hands on what a network computed, after a look at every `stride`-th number: 1, or the length of rows of which one NaN
 * fills all.
 * @throws RangeError in the name of `caller` when it is no finite number, as under parameters of extreme size
 */
export function requireFinite(caller: string, values: Float32Array, stride = 1): Float32Array {
  // A loop: `find` takes as long as a network does.
  for (let at = 0; at < values.length; at += stride) {
    if (!Number.isFinite(values[at]!)) throw notFinite(caller, values[at]!);
  }
  return values;
}

function notFinite(caller: string, wrong: number): RangeError {
  return new RangeError(
    `${caller} needs a model that computes finite numbers, but it gives ${wrong}: its parameters, or its training data, are extreme. Fit it again with a lower learningRate`,
  );
}
