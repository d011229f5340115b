import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Points } from "../../lib/data/points";
import { pointsFrom } from "../../lib/data/points";
import type { Random } from "../../lib/random/random";

export function readGolden<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), "utf8"));
}

/** Entry by entry, within `relative` of the largest golden entry. */
export function expectClose(actual: ArrayLike<number>, golden: readonly number[], relative: number): void {
  expect(actual.length).toBe(golden.length);
  const scale = Math.max(...golden.map(Math.abs));
  golden.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value), `entry ${i}: ${actual[i]} for ${value}`).toBeLessThanOrEqual(
      relative * scale,
    );
  });
}

/** Rows around `centres` in turn, standard normal noise. */
export function blobs(centres: readonly (readonly number[])[], rows: number, random: Random): Points {
  return pointsFrom(
    Array.from({ length: rows }, (_, row) =>
      centres[row % centres.length]!.map((coordinate) => coordinate + random.normal()),
    ),
  );
}
