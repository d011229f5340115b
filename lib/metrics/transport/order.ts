/** @throws RangeError unless `order` is a finite number of at least 1, below which the costs make no distance */
export function checkOrder(caller: string, order: number): void {
  if (!(order >= 1 && order < Infinity)) {
    throw new RangeError(`${caller} needs an order of at least 1, such as 1 or 2, got ${order}`);
  }
}

/** What it costs to carry a unit over a distance: its power. */
export function powerOf(order: number): (difference: number) => number {
  if (order === 1) return Math.abs;
  if (order === 2) return (difference) => difference * difference;
  return (difference) => Math.abs(difference) ** order;
}
