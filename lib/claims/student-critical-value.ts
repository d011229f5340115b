import { bisect } from "../fitters/bisection";
import { chiSquaredTail } from "../metrics/chi-squared-tail";

/**
 * How many *estimated* standard errors give the confidence that `standardErrors` known ones give: the t with
 * P(T > t) = P(Z > standardErrors), T Student's t with `degreesOfFreedom`, Z standard normal. For 4 standard
 * errors (3.2e-5 a side): 17.4 at 4 degrees of freedom, 7.00 at 9, 5.10 at 19, 4.18 at 99. Student's
 * distribution by its finite sums (Abramowitz & Stegun 26.7.3 and 26.7.4), inverted by bisection.
 * @throws RangeError when standardErrors is not in (0, 6] or degreesOfFreedom is not a positive integer
 */
export function studentCriticalValue(standardErrors: number, degreesOfFreedom: number): number {
  if (!(standardErrors > 0 && standardErrors <= 6)) {
    throw new RangeError(`studentCriticalValue needs standardErrors in (0, 6], got ${standardErrors}`);
  }
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(`studentCriticalValue needs whole degrees of freedom ≥ 1, got ${degreesOfFreedom}`);
  }
  const inside = 1 - chiSquaredTail(standardErrors ** 2, 1);
  // t = √ν tan θ: the angle lies between 0 and π/2 however heavy the tail.
  const [angle] = bisect((middle) => studentInside(middle, degreesOfFreedom) < inside, 0, Math.PI / 2);
  return Math.sqrt(degreesOfFreedom) * Math.tan(angle);
}

/** P(|T| < √ν tan θ). */
function studentInside(angle: number, degreesOfFreedom: number): number {
  const cosineSquared = Math.cos(angle) ** 2;
  const odd = degreesOfFreedom % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = degreesOfFreedom === 1 ? 0 : term;
  for (let n = odd ? 3 : 2; n < degreesOfFreedom; n += 2) {
    term *= (cosineSquared * (n - 1)) / n;
    sum += term;
  }
  const product = Math.sin(angle) * sum;
  return odd ? (2 / Math.PI) * (angle + product) : product;
}
