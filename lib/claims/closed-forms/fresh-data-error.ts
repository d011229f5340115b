/** A Gaussian in the fresh-data loop, fitted by its mean and its unbiased covariance. */
export interface FreshDataLoop {
  readonly dimensions: number;
  /** Real rows, drawn anew, in every training set but the first. */
  readonly realRows: number;
  /** Rows of the generation before, beside them. */
  readonly syntheticRows: number;
  /** Factor λ of the covariance that synthetic rows are drawn with, in (0, 1]. Default 1. */
  readonly samplingBias?: number;
}

/** Expectations over chains, in coordinates in which the truth is N(0, I): m the fitted mean, S the covariance. */
interface Moments {
  /** |m|² */
  readonly a: number;
  /** tr S */
  readonly v: number;
  /** |m|⁴ */
  readonly aa: number;
  /** |m|² tr S */
  readonly av: number;
  /** (tr S)² */
  readonly vv: number;
  /** tr S² */
  readonly s: number;
  /** m′Sm */
  readonly w: number;
}

/** A matrix αS + βI. */
type Mixed = readonly [alpha: number, beta: number];

/**
 * Mean error of a Gaussian fitted to `rows` draws of it, unbiased: d/n + d(d + 1)/(2(n − 1)), where the error is the squared
 * distance of the mean plus half the squared (Frobenius) distance of the covariance, in coordinates in which the truth has
 * the covariance I. To leading order that is twice the Kullback–Leibler divergence.
 * @throws RangeError for counts that are not whole, no dimension, or fewer than 2 rows
 */
export function realDataError(dimensions: number, rows: number): number {
  requireWhole("realDataError", { dimensions }, 1);
  requireWhole("realDataError", { rows }, 2);
  return dimensions / rows + (dimensions * (dimensions + 1)) / (2 * (rows - 1));
}

/**
 * The effective number of real rows: how many of them alone leave the mean error given, the inverse of `realDataError`, no
 * whole number in general (Alemohammad et al., ICLR 2024, section on the fresh-data loop). O(1).
 * @throws RangeError for an error that is no positive finite number, or no dimension
 *
 * @example
 * import { effectiveRealRows, realDataError } from "model-collapse";
 * effectiveRealRows(100, realDataError(100, 250)); // → 250
 */
export function effectiveRealRows(dimensions: number, error: number): number {
  requireWhole("effectiveRealRows", { dimensions }, 1);
  if (!(error > 0 && error < Infinity)) {
    throw new RangeError(`effectiveRealRows needs a positive finite error, got ${error}`);
  }
  const [d, k] = [dimensions, (dimensions * (dimensions + 1)) / 2];
  // error n² − (error + d + k) n + d = 0; the larger root.
  const half = (error + d + k) / 2;
  return (half + Math.sqrt(half * half - error * d)) / error;
}

/**
 * Mean error of the fit, as in `realDataError`, in the generations 0 (fitted to `initialRows` real rows) to `generations` of
 * the fresh-data loop. Exact: derived here, as the linear recursion of the seven expectations of fourth order that the
 * error depends on, from the moments of Gaussian means and Wishart scatter matrices. O(generations).
 * @throws RangeError for a count that is not whole or too small, or a bias outside (0, 1]
 */
export function freshDataErrors(loop: FreshDataLoop, initialRows: number, generations: number): Float64Array {
  check("freshDataErrors", loop);
  requireWhole("freshDataErrors", { initialRows }, 2);
  requireWhole("freshDataErrors", { generations }, 0);
  let moments = afterRealFit(loop.dimensions, initialRows);
  return Float64Array.from({ length: generations + 1 }, (_, generation) => {
    if (generation > 0) moments = afterNextFit(loop, moments);
    return errorOf(loop.dimensions, moments);
  });
}

/**
 * What `freshDataErrors` tends to, whatever the first generation was fitted to. O(syntheticRows/realRows).
 * @throws RangeError as `freshDataErrors`
 *
 * @example
 * import { effectiveRealRows, freshDataErrorLimit } from "model-collapse";
 * const loop = { dimensions: 100, realRows: 1000, syntheticRows: 1000 };
 * effectiveRealRows(100, freshDataErrorLimit(loop)); // → 1499
 * const biased = { ...loop, syntheticRows: 5000, samplingBias: 0.7 };
 * effectiveRealRows(100, freshDataErrorLimit(biased)); // → 282
 */
export function freshDataErrorLimit(loop: FreshDataLoop): number {
  check("freshDataErrorLimit", loop);
  const rate = loop.syntheticRows / (loop.syntheticRows + loop.realRows);
  // The slowest loses a share of 1 − rate of its distance in every generation, without bias; the rest lose more.
  const enough = Math.ceil(50 / (1 - rate));
  let moments = afterRealFit(loop.dimensions, loop.realRows + loop.syntheticRows);
  for (let generation = 0; generation < enough; generation++) moments = afterNextFit(loop, moments);
  return errorOf(loop.dimensions, moments);
}

function errorOf(dimensions: number, { a, v, s }: Moments): number {
  return a + (s - 2 * v + dimensions) / 2;
}

function afterRealFit(d: number, n: number): Moments {
  return {
    a: d / n,
    v: d,
    aa: (d * d + 2 * d) / n ** 2,
    av: (d * d) / n,
    vv: d * d + (2 * d) / (n - 1),
    s: d + (d + d * d) / (n - 1),
    w: d / n,
  };
}

/**
 * The next fit. Of the synthetic rows the mean is m + N(0, λS/n) and the scatter λ Wishart(S, n − 1); of the real ones N(0,
 * I/r) and Wishart(I, r − 1); the difference of the means adds (nr/(n + r)) δδ′ to the scatter.
 */
function afterNextFit(loop: FreshDataLoop, now: Moments): Moments {
  const { dimensions: d, realRows: r, syntheticRows: n, samplingBias: bias = 1 } = loop;
  const total = n + r;
  const [p, q, between, divisor] = [n / total, r / total, (n * r) / total, total - 1];
  const [ks, kr] = [bias * (n - 1), r - 1];
  // Covariances of the new mean, of δ, and of the two.
  const mean: Mixed = [(p * p * bias) / n, (q * q) / r];
  const delta: Mixed = [bias / n, 1 / r];
  const cross: Mixed = [(p * bias) / n, -q / r];
  const { a, v, av, vv, s, w } = now;
  const of = formsOf(d, now);
  const deltaSquare = a + of.trace(delta);
  const deltaFourth = of.fourth(1, delta);
  const scattersTrace = ks * v + kr * d;
  const productWithTrace = ks * (av + of.traceTimesTrace(delta)) + kr * d * deltaSquare;
  const meanWithTrace =
    p * p * (ks * av + kr * d * a) + ks * of.traceTimesTrace(mean) + kr * d * of.trace(mean);
  return {
    a: p * p * a + of.trace(mean),
    v: (scattersTrace + between * deltaSquare) / divisor,
    aa: of.fourth(p, mean),
    av: (meanWithTrace + between * of.squares(p, mean, delta, cross)) / divisor,
    vv:
      (ks * ks * vv +
        2 * bias * ks * s +
        2 * ks * kr * d * v +
        kr * kr * d * d +
        2 * kr * d +
        between ** 2 * deltaFourth +
        2 * between * productWithTrace) /
      divisor ** 2,
    s:
      (ks * (ks + bias) * s +
        bias * ks * vv +
        kr * (kr + 1) * d +
        kr * d * d +
        2 * ks * kr * v +
        between ** 2 * deltaFourth +
        2 * between * (ks * (w + of.product(delta)) + kr * deltaSquare)) /
      divisor ** 2,
    w:
      (ks * (p * p * w + of.product(mean)) +
        kr * (p * p * a + of.trace(mean)) +
        between * of.innerSquare(p, mean, delta, cross)) /
      divisor,
  };
}

/** Expectations of forms in Gaussian vectors whose means are multiples of m and whose covariances are αS + βI. */
function formsOf(d: number, { a, v, aa, av, vv, s, w }: Moments) {
  const trace = ([alpha, beta]: Mixed) => alpha * v + beta * d;
  /** tr C S */
  const product = ([alpha, beta]: Mixed) => alpha * s + beta * v;
  /** tr C tr S */
  const traceTimesTrace = ([alpha, beta]: Mixed) => alpha * vv + beta * d * v;
  const traces = (c: Mixed, e: Mixed) =>
    c[0] * e[0] * vv + (c[0] * e[1] + c[1] * e[0]) * d * v + c[1] * e[1] * d * d;
  const traceOfProduct = (c: Mixed, e: Mixed) =>
    c[0] * e[0] * s + (c[0] * e[1] + c[1] * e[0]) * v + c[1] * e[1] * d;
  /** m′Cm and |m|² tr C */
  const form = ([alpha, beta]: Mixed) => alpha * w + beta * a;
  const squareTimesTrace = ([alpha, beta]: Mixed) => alpha * av + beta * d * a;
  return {
    trace,
    product,
    traceTimesTrace,
    /** |u|⁴ for u ~ N(pm, C) */
    fourth: (p: number, c: Mixed) =>
      p ** 4 * aa +
      2 * p * p * squareTimesTrace(c) +
      traces(c, c) +
      4 * p * p * form(c) +
      2 * traceOfProduct(c, c),
    /** |u|² |z|² for u ~ N(pm, C), z ~ N(m, E) of cross-covariance X */
    squares: (p: number, c: Mixed, e: Mixed, x: Mixed) =>
      p * p * (aa + squareTimesTrace(e)) +
      squareTimesTrace(c) +
      traces(c, e) +
      2 * traceOfProduct(x, x) +
      4 * p * form(x),
    /** (u′z)² for the same */
    innerSquare: (p: number, c: Mixed, e: Mixed, x: Mixed) =>
      p * p * aa +
      2 * p * squareTimesTrace(x) +
      traces(x, x) +
      traceOfProduct(c, e) +
      traceOfProduct(x, x) +
      p * p * form(e) +
      form(c) +
      2 * p * form(x),
  };
}

function check(
  caller: string,
  { dimensions, realRows, syntheticRows, samplingBias = 1 }: FreshDataLoop,
): void {
  requireWhole(caller, { dimensions, realRows, syntheticRows }, 1);
  if (!(samplingBias > 0 && samplingBias <= 1)) {
    throw new RangeError(`${caller} needs a samplingBias above 0 and at most 1, got ${samplingBias}`);
  }
}

function requireWhole(caller: string, counts: Readonly<Record<string, number>>, least: number): void {
  for (const [name, count] of Object.entries(counts)) {
    if (!Number.isInteger(count) || count < least) {
      throw new RangeError(`${caller} needs ${name} to be whole and at least ${least}, got ${count}`);
    }
  }
}
