import type { Random } from "../../random/random";

/**
 * Fills `count` entries of `target` from `start` with standard normals. Drawn in bulk: one by one they would cost as
 * much as a small layer.
 */
export function fillNoise(target: Float32Array, start: number, count: number, random: Random): void {
  target.set(random.fillNormal(new Float64Array(count)), start);
}
