import { expect, test } from "vitest";
import { cosineBasis } from "../../lib/data/cosine-basis";

test.each([
  [1, 1],
  [7, 7],
  [100, 16],
])("%i inputs, %i columns: mean products are the identity", (inputs, columns) => {
  const { values } = cosineBasis(inputs, columns);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let row = 0; row < inputs; row++) sum += values[row * columns + i]! * values[row * columns + j]!;
      expect(sum / inputs).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
});

test.each([
  [3, 4],
  [3, 0],
  [2.5, 1],
])("refuses %s inputs with %s columns", (inputs, columns) => {
  expect(() => cosineBasis(inputs, columns)).toThrow(
    `cosineBasis needs whole numbers 1 ≤ columns ≤ inputs, got ${columns} columns and ${inputs} inputs`,
  );
});
