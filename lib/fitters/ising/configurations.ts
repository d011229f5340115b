import type { Points } from "../../data/points";
import { checkPoints } from "../checks";

/** @throws TypeError or RangeError naming the caller unless the points are at least one row of spins, each ±1 */
export function checkConfigurations(caller: string, configurations: Points): void {
  checkPoints(caller, configurations, 1);
  const { values, columns } = configurations;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 1 || values[i] === -1) continue;
    const place = `row ${Math.floor(i / columns)}, column ${i % columns}`;
    throw new RangeError(
      `${caller} needs spins of −1 or 1: ${place} is ${values[i]}. Map 0 and 1 to −1 and 1 by 2x − 1`,
    );
  }
}
