import type { Random } from "../random/random";
import type { Points } from "./points";

/** Two concentric circles, radii 1 and `factor`, each point with normal noise: the shape of scikit-learn's make_circles. */
export function drawCircles(
  count: number,
  { noise = 0.05, factor = 0.5 }: { readonly noise?: number; readonly factor?: number },
  random: Random,
): Points {
  return drawShape("drawCircles", count, noise, random, (angle, inner) => {
    const radius = inner ? factor : 1;
    return [radius * Math.cos(2 * angle), radius * Math.sin(2 * angle)];
  });
}

/** Two interleaved half circles, each point with normal noise: the shape of scikit-learn's make_moons. */
export function drawMoons(
  count: number,
  { noise = 0.05 }: { readonly noise?: number },
  random: Random,
): Points {
  return drawShape("drawMoons", count, noise, random, (angle, inner) =>
    inner ? [1 - Math.cos(angle), 0.5 - Math.sin(angle)] : [Math.cos(angle), Math.sin(angle)],
  );
}

/** Points at angles uniform in [0, π) of two curves, chosen evenly at random. */
function drawShape(
  caller: string,
  count: number,
  noise: number,
  random: Random,
  place: (angle: number, inner: boolean) => readonly [number, number],
): Points {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`${caller} needs a whole number of points, at least 1, got ${count}`);
  }
  if (!(noise >= 0 && Number.isFinite(noise))) {
    throw new RangeError(
      `${caller} needs a finite standard deviation of its noise, at least 0, got ${noise}`,
    );
  }
  const values = random.fillNormal(new Float64Array(2 * count), 0, noise);
  for (let row = 0; row < count; row++) {
    const [x, y] = place(Math.PI * random.next(), random.next() < 0.5);
    values[2 * row]! += x;
    values[2 * row + 1]! += y;
  }
  return { values, rows: count, columns: 2 };
}
