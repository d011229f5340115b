/**
 * Hands on what a network computed.
 * @throws RangeError in the name of `caller` when it is no finite number, as under parameters of extreme size
 */
export function requireFinite(caller: string, values: Float32Array): Float32Array {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong === undefined) return values;
  throw new RangeError(
    `${caller} needs a model that computes finite numbers, but it gives ${wrong}: its parameters, or its training data, are extreme. Fit it again with a lower learningRate`,
  );
}
