import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";

/**
 * Shortens the gradients of every replicate whose norm, over all parameters together, is longer than `maximumNorm`:
 * times maximumNorm / (norm + 1e-6), as PyTorch's `clip_grad_norm_`. Others stay as they are.
 */
export function clipGradients(
  gradients: Readonly<Record<string, Tensor>>,
  maximumNorm: number,
): Readonly<Record<string, Tensor>> {
  const norms = gradientNorms(gradients);
  const factors = norms.map((norm) => Math.min(1, maximumNorm / (norm + 1e-6)));
  if (factors.every((factor) => factor === 1)) return gradients;
  const { mul, tensor } = engine();
  return Object.fromEntries(
    Object.entries(gradients).map(([name, gradient]) => {
      const shape = gradient.shape.map((size, axis) => (axis === 0 ? size : 1));
      return [name, mul(gradient, tensor(factors, shape))];
    }),
  );
}

/** Euclidean norm of all gradients of each replicate; the sums of rows are added in double precision, in a fixed order. */
export function gradientNorms(gradients: Readonly<Record<string, Tensor>>): number[] {
  const { square, sum, tidy } = engine();
  const replicates = Object.values(gradients)[0]!.shape[0]!;
  const squares = new Array<number>(replicates).fill(0);
  for (const gradient of Object.values(gradients)) {
    const rows = tidy(() => sum(square(gradient), -1));
    const sums = rows.dataSync<"float32">();
    rows.dispose();
    sums.forEach((value, at) => {
      squares[Math.floor((at * replicates) / sums.length)]! += value;
    });
  }
  return squares.map(Math.sqrt);
}
