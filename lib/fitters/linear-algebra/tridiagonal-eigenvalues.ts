/**
 * Eigenvalues of a symmetric tridiagonal matrix, in no order, each within a few 2⁻⁵² of the largest: implicit
 * QL with Wilkinson's shift (Martin & Wilkinson 1968). `beside[i]` stands beside `diagonal[i]` and
 * `diagonal[i + 1]`. O(order²).
 */
export function tridiagonalEigenvalues(diagonal: Float64Array, beside: Float64Array): Float64Array {
  const values = Float64Array.from(diagonal);
  const rest = new Float64Array(values.length);
  rest.set(beside);
  const largest = [...values, ...rest].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const negligible = (Number.EPSILON / 2) * largest;
  for (let first = 0; first < values.length; first++) {
    // Two or three steps are usual; no matrix is known that needs thirty.
    for (let step = 0; step < 100; step++) {
      let last = first;
      while (last < values.length - 1 && Math.abs(rest[last]!) > negligible) last++;
      if (last === first) break;
      shiftedStep(values, rest, first, last);
    }
  }
  return values;
}

/** One QL step on the block from `first` to `last`, which no negligible entry divides. */
function shiftedStep(values: Float64Array, rest: Float64Array, first: number, last: number): void {
  const half = (values[first + 1]! - values[first]!) / (2 * rest[first]!);
  const root = Math.sqrt(half * half + 1);
  let bulge = values[last]! - values[first]! + rest[first]! / (half + (half < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = last - 1; i >= first; i--) {
    const outer = sine * rest[i]!;
    const inner = cosine * rest[i]!;
    const length = Math.sqrt(outer * outer + bulge * bulge);
    rest[i + 1] = length;
    if (length === 0) {
      values[i + 1]! -= shift;
      rest[last] = 0;
      return;
    }
    sine = outer / length;
    cosine = bulge / length;
    const moved = values[i + 1]! - shift;
    const turn = (values[i]! - moved) * sine + 2 * cosine * inner;
    shift = sine * turn;
    values[i + 1] = moved + shift;
    bulge = cosine * turn - inner;
  }
  values[first]! -= shift;
  rest[first] = bulge;
  rest[last] = 0;
}
