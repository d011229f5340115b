/**
 * Sum of the singular values of a square row-major matrix: the columns of a copy are rotated, pair after
 * pair, until they are orthogonal; their lengths are then the singular values (one-sided Jacobi, Hestenes
 * 1958). Small singular values keep their digits, unlike by way of the eigenvalues of MᵀM. O(order³) a sweep,
 * six to ten sweeps.
 */
export function nuclearNorm(matrix: Float64Array, order: number): number {
  const columns = Array.from({ length: order }, (_, c) =>
    Float64Array.from({ length: order }, (_, r) => matrix[r * order + c]!),
  );
  for (let sweep = 0, rotated = true; rotated && sweep < 50; sweep++) {
    rotated = false;
    for (let i = 1; i < order; i++) {
      for (let j = 0; j < i; j++) rotated = makeOrthogonal(columns[i]!, columns[j]!) || rotated;
    }
  }
  return columns.reduce((sum, column) => sum + Math.sqrt(dot(column, column)), 0);
}

/** Rotates two columns in their plane so that their product vanishes; false when it does already. */
function makeOrthogonal(a: Float64Array, b: Float64Array): boolean {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  if (!(Math.abs(ab) > 1e-15 * a.length * Math.sqrt(aa) * Math.sqrt(bb))) return false;
  const half = (bb - aa) / (2 * ab);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.hypot(1, half));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let r = 0; r < a.length; r++) {
    const [x, y] = [a[r]!, b[r]!];
    a[r] = cosine * x - sine * y;
    b[r] = sine * x + cosine * y;
  }
  return true;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < a.length; r++) sum += a[r]! * b[r]!;
  return sum;
}
