import fc from "fast-check";
import { expect, test } from "vitest";
import { tableOf, valuesOf } from "../../lib/chain/executors/number-table";

const leaf = fc.oneof(fc.double(), fc.integer(), fc.constant(-0));
const value = fc.record({
  replicate: leaf,
  measured: fc.constant(undefined),
  model: fc.record({ mean: leaf, inner: fc.record({ x: leaf }) }),
});

test("values come back exactly", () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      // fast-check makes records without a prototype
      const plain = values.map((v) => ({ ...v, model: { ...v.model, inner: { ...v.model.inner } } }));
      const back = valuesOf(tableOf(plain)!);
      expect(back).toEqual(plain);
      expect(back.map((one) => Object.keys(one as object))).toEqual(plain.map((one) => Object.keys(one)));
    }),
  );
});

test("a text that is the same in all takes no numbers", () => {
  const values = [
    { a: 1, drawn: "data" },
    { a: 2, drawn: "data" },
  ];
  const table = tableOf(values)!;
  expect([...table.numbers]).toEqual([1, 2]);
  expect(valuesOf(table)).toEqual(values);
});

test("bare numbers are values too", () => {
  expect(valuesOf(tableOf([1, Number.NaN, -0])!)).toEqual([1, Number.NaN, -0]);
});

test.each([
  ["a key is missing", [{ a: 1, b: 2 }, { a: 1 }]],
  ["there is a key more", [{ a: 1 }, { a: 1, b: 2 }]],
  [
    "keys come in another order",
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
  ],
  ["a number becomes something else", [{ a: 1 }, { a: "1" }]],
  ["undefined becomes a number", [{ a: undefined }, { a: 1 }]],
  ["a text changes", [{ a: "x" }, { a: "y" }]],
  ["a text becomes a number", [{ a: "x" }, { a: 1 }]],
  ["there is an array", [{ a: [1] }]],
  ["there is a typed array", [{ a: new Float64Array(1) }]],
  ["there is null", [{ a: null }]],
  ["there is an instance of a class", [{ a: new Date(0) }]],
])("there is no table when %s", (_, values) => {
  expect(tableOf(values)).toBeUndefined();
});
