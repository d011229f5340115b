import type { Images } from "../../data/images";
import type { Random } from "../../random/random";

/** Soft grey discs at random places, 28 × 28 pixels: images that a network can learn, made in a moment. */
export function drawDiscs(count: number, random: Random): Images {
  const side = 28;
  const values = new Float32Array(count * side * side);
  for (let image = 0; image < count; image++) {
    const [x, y, radius] = [8 + 12 * random.next(), 8 + 12 * random.next(), 3 + 4 * random.next()];
    for (let pixel = 0; pixel < side * side; pixel++) {
      const distance = Math.hypot((pixel % side) - x, Math.floor(pixel / side) - y);
      values[image * side * side + pixel] = Math.min(1, Math.max(0, radius - distance));
    }
  }
  return { values, count, height: side, width: side };
}
