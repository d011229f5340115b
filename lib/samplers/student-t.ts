import type { Sample } from "../data/points";
import type { Family } from "../fitters/family";
import { portable } from "../fitters/portable";
import { logGammaHalfStep } from "../fitters/special-functions";
import { studentTLikeliest } from "../fitters/student-t/fit";
import { checkStudentTOptions, type StudentTModel, type StudentTOptions } from "../fitters/student-t/model";
import type { Random } from "../random/random";
import { gaussianLogDensity, isPointMass } from "./gaussian";

/** Draws `count` observations, a normal and a gamma each; the normal alone for infinite degrees of freedom. */
export function sampleStudentT(model: StudentTModel, count: number, random: Random): Sample {
  const sample = new Float64Array(count);
  fillStudentT(model, sample, random);
  return sample;
}

/** Natural logarithm of the density of Student's t at every observation. With scale 0 it is a point mass. */
export function studentTLogDensity(model: StudentTModel, sample: Sample): Float64Array {
  const { location, scale, degreesOfFreedom } = model;
  if (scale === 0 || degreesOfFreedom === Infinity) {
    return gaussianLogDensity({ mean: location, standardDeviation: scale }, sample);
  }
  const peak =
    logGammaHalfStep(degreesOfFreedom / 2) - 0.5 * Math.log(Math.PI * degreesOfFreedom) - Math.log(scale);
  return Float64Array.from(sample, (x) => {
    const deviation = Math.abs((x - location) / scale) / Math.sqrt(degreesOfFreedom);
    // A square may overflow where its logarithm is harmless.
    const growth = deviation > 1e100 ? 2 * Math.log(deviation) : Math.log1p(deviation * deviation);
    return peak - 0.5 * (degreesOfFreedom + 1) * growth;
  });
}

/**
 * The family of Student's t by maximum likelihood; each generation starts its fit anew from the median. It is absorbed
 * once its draws no longer vary.
 * @throws RangeError for options that are not positive
 */
export function studentT(options: StudentTOptions = {}): Family<Sample, StudentTModel> {
  checkStudentTOptions("studentT", options);
  return portable<Family<Sample, StudentTModel>>(
    {
      name: "studentT",
      fit: (data) => {
        const { location, scale, degreesOfFreedom } = studentTLikeliest(data, options);
        return { location, scale, degreesOfFreedom };
      },
      sample: sampleStudentT,
      sampleInto: fillStudentT,
      logDensity: studentTLogDensity,
      isAbsorbed: ({ location, scale, degreesOfFreedom }) =>
        scale === 0 || (degreesOfFreedom === Infinity && isPointMass(location, scale)),
    },
    "studentT",
    options,
  );
}

function fillStudentT(model: StudentTModel, target: Sample, random: Random): void {
  const { location, scale, degreesOfFreedom } = model;
  if (degreesOfFreedom === Infinity) {
    random.fillNormal(target, location, scale);
    return;
  }
  const half = degreesOfFreedom / 2;
  for (let i = 0; i < target.length; i++) {
    const normal = random.normal();
    // A gamma of a small shape may round to 0.
    target[i] =
      location + (scale * normal) / Math.sqrt(Math.max(random.gamma(half), Number.MIN_VALUE) / half);
  }
}
