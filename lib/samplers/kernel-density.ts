import type { Points, Sample } from "../data/points";
import type { Family } from "../fitters/family";
import { planOf } from "../fitters/kernel-density/bandwidth";
import { kernelLogDensity, univariateLogDensity } from "../fitters/kernel-density/density";
import { kernelsOf } from "../fitters/kernel-density/fit";
import type {
  KernelDensityModel,
  KernelDensityOptions,
  MultivariateKernelDensityModel,
} from "../fitters/kernel-density/model";
import { multivariateKernelsOf } from "../fitters/kernel-density/multivariate";
import { semidefiniteCholesky } from "../fitters/linear-algebra/cholesky";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";
import { isPointMass } from "./gaussian";
import { placePoint } from "./multivariate-gaussian";

/**
 * Draws `count` observations: a centre, each as likely as the others (one `random.integer`), and a normal about it (one
 * `random.normal` a dimension). From a fit with `shrink` this is the smoothed bootstrap.
 */
export function sampleKernelDensity(model: KernelDensityModel, count: number, random: Random): Sample;
export function sampleKernelDensity(
  model: MultivariateKernelDensityModel,
  count: number,
  random: Random,
): Points;
export function sampleKernelDensity(
  model: KernelDensityModel | MultivariateKernelDensityModel,
  count: number,
  random: Random,
): Sample | Points {
  if (!("bandwidth" in model)) return samplePoints(model, count, random);
  const sample = new Float64Array(count);
  sampleNumbersInto(model, sample, random);
  return sample;
}

function sampleNumbersInto({ centres, bandwidth }: KernelDensityModel, target: Sample, random: Random): void {
  for (let i = 0; i < target.length; i++) {
    target[i] = centres[random.integer(centres.length)]! + bandwidth * random.normal();
  }
}

function samplePoints(model: MultivariateKernelDensityModel, count: number, random: Random): Points {
  const { centres, kernelCovariance } = model;
  const { rows, columns } = centres;
  const factor = semidefiniteCholesky(kernelCovariance, columns);
  const chosen = Int32Array.from({ length: count }, () => random.integer(rows));
  const values = random.fillNormal(new Float64Array(count * columns));
  for (let row = 0; row < count; row++) {
    placePoint(values, row * columns, columns, centres.values, chosen[row]! * columns, factor, 0);
  }
  return { values, rows: count, columns };
}

/**
 * The family of kernel density estimates in one dimension. Without `shrink` each generation gains the variance of its
 * kernel; with it, it is a smoothed bootstrap whose variance shrinks by 1 − 1/n a generation. It is absorbed once all
 * centres are equal and the kernel no longer moves them, which a bandwidth given as a number prevents unless it shrinks.
 * @throws RangeError for a bandwidth that is no rule and no positive number
 */
export function kernelDensityEstimate(
  options: KernelDensityOptions = {},
): Family<Sample, KernelDensityModel> {
  const plan = planOf("kernelDensityEstimate", options);
  return portable<Family<Sample, KernelDensityModel>>(
    {
      name: "kernel density estimate",
      fit: (data) => kernelsOf(data, plan),
      sample: sampleKernelDensity,
      sampleInto: sampleNumbersInto,
      logDensity: univariateLogDensity,
      isAbsorbed: ({ centres, bandwidth }) =>
        isPointMass(centres[0]!, bandwidth) && centres.every((centre) => centre === centres[0]),
    },
    "kernelDensityEstimate",
    options,
  );
}

/**
 * The same in several dimensions. It is absorbed once all centres are one point and the kernel no longer moves it.
 * @throws RangeError for a bandwidth that is no rule and no positive number
 */
export function multivariateKernelDensityEstimate(
  options: KernelDensityOptions = {},
): Family<Points, MultivariateKernelDensityModel> {
  const plan = planOf("multivariateKernelDensityEstimate", options);
  return portable<Family<Points, MultivariateKernelDensityModel>>(
    {
      name: "multivariate kernel density estimate",
      fit: (data) => multivariateKernelsOf(data, plan),
      sample: sampleKernelDensity,
      logDensity: kernelLogDensity,
      isAbsorbed: ({ centres: { values, columns }, kernelCovariance }) =>
        values.every((value, i) => value === values[i % columns]) &&
        Array.from({ length: columns }, (_, c) => Math.sqrt(kernelCovariance[c * columns + c]!)).every(
          (deviation, c) => isPointMass(values[c]!, deviation),
        ),
    },
    "multivariateKernelDensityEstimate",
    options,
  );
}
