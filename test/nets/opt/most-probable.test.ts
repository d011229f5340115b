import fc from "fast-check";
import { expect, test } from "vitest";
import { mostProbable } from "../../../lib/nets/opt/most-probable";

test("is what sorting gives, the first of equals first", () => {
  // Few different values, so that many are equal; 0 among them.
  const value = fc.oneof(fc.constantFrom(0, 0.125, 0.25, 0.5), fc.float({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }).chain((columns) =>
        fc.tuple(
          fc.array(fc.array(value, { minLength: columns, maxLength: columns }), {
            minLength: 1,
            maxLength: 4,
          }),
          fc.integer({ min: 1, max: 12 }),
        ),
      ),
      ([rows, count]) => {
        const columns = rows[0]!.length;
        const { places, largest } = mostProbable(Float32Array.from(rows.flat()), columns, count);
        const kept = Math.min(count, columns);
        rows.forEach((row, r) => {
          const order = [...row.keys()].sort((a, b) => row[b]! - row[a]! || a - b).slice(0, kept);
          expect([...places.subarray(r * kept, (r + 1) * kept)]).toEqual(order);
          expect([...largest.subarray(r * kept, (r + 1) * kept)]).toEqual(order.map((at) => row[at]));
        });
        expect(places).toHaveLength(rows.length * kept);
      },
    ),
    { numRuns: 300 },
  );
});
