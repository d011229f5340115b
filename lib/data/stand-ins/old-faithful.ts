import type { Random } from "../../random/random";
import type { TableRow } from "../table";

/** One kind of eruption: its share, and the normal distribution of duration and waiting time, both in minutes. */
interface Eruptions {
  readonly kind: "short" | "long";
  readonly share: number;
  readonly mean: readonly [duration: number, waiting: number];
  readonly covariance: readonly [duration: number, both: number, waiting: number];
}

/** Maximum-likelihood mixture of two full-covariance normals on the 272 real eruptions. */
const kinds: readonly Eruptions[] = [
  { kind: "short", share: 0.3559, mean: [2.0364, 54.4785], covariance: [0.06917, 0.43517, 33.6973] },
  { kind: "long", share: 0.6441, mean: [4.2897, 79.9681], covariance: [0.16997, 0.94061, 36.0462] },
];

/**
 * Eruptions drawn from the mixture of two normals that fits Old Faithful, rounded as the real ones are:
 * duration to the thousandth of a minute, waiting time to the minute. One uniform and two normals a row.
 */
export function oldFaithfulStandIn(rows: number, random: Random): TableRow[] {
  return Array.from({ length: rows }, () => {
    const { kind, mean, covariance } = random.next() < kinds[0]!.share ? kinds[0]! : kinds[1]!;
    const [first, second] = [random.normal(), random.normal()];
    const [variance, both, other] = covariance;
    const root = Math.sqrt(variance);
    const duration = mean[0] + root * first;
    const waiting = mean[1] + (both / root) * first + Math.sqrt(other - (both * both) / variance) * second;
    return { duration: Math.round(duration * 1000) / 1000, waiting: Math.round(waiting), kind };
  });
}
