/** Where a number came from, for messages: the builder, the series and the quantity. */
export interface Place {
  readonly builder: string;
  readonly series: string;
  readonly quantity: string;
}

/** @throws RangeError when a chart would have nothing to draw */
export function requireSome(builder: string, what: string, items: ArrayLike<unknown>): void {
  if (items.length === 0) {
    throw new RangeError(`${builder} needs at least one ${what}, got none`);
  }
}

/** @throws RangeError when the title is missing: it has to state the finding */
export function requireTitle(builder: string, title: string): void {
  if (typeof title !== "string" || title.trim() === "") {
    throw new RangeError(`${builder} needs a title that states the finding, got ${JSON.stringify(title)}`);
  }
}

/** @throws RangeError when the counts differ */
export function requireEqualLength(
  { builder, series, quantity, against = "x" }: Place & { readonly against?: string },
  length: number,
  expected: number,
): void {
  if (length !== expected) {
    throw new RangeError(
      `${builder}: ${quantity} of series "${series}" needs as many numbers as ${against} (${expected}), got ${length}`,
    );
  }
}

/**
 * The numbers as an array, every one of which the axis can show.
 * @throws RangeError naming the series, the index and the remedy
 */
export function drawable(
  { builder, series, quantity }: Place,
  values: ArrayLike<number>,
  axis: { readonly log?: boolean; readonly floor?: number },
): number[] {
  const where = `${builder}: ${quantity} of series "${series}"`;
  if (values.length === 0) {
    throw new RangeError(`${where} needs at least one number, got none; leave the series out`);
  }
  return Array.from(values, (value, index) => {
    if (!Number.isFinite(value)) {
      throw new RangeError(
        `${where} needs finite numbers, got ${value} at index ${index}; leave such points out before drawing`,
      );
    }
    if (!axis.log || value > (axis.floor ?? 0)) {
      return value;
    }
    if (axis.floor !== undefined) {
      return axis.floor;
    }
    throw new RangeError(
      `${where} needs numbers above 0 on a log axis, got ${value} at index ${index}; ` +
        "set the axis's floor to draw such numbers there, or use a linear axis",
    );
  });
}
