import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Images, imagesFrom } from "../../lib/data/images";
import { type LabelledPoints, pointsFrom } from "../../lib/data/points";
import { leastSquares } from "../../lib/fitters/linear-regression/fit";
import { createRandom } from "../../lib/random/create-random";
import { accumulate } from "../../lib/regimes/accumulate";
import { accumulateSubsample } from "../../lib/regimes/accumulate-subsample";
import { anchor } from "../../lib/regimes/anchor";
import { augment } from "../../lib/regimes/augment";
import { drawIndices, drawRows } from "../../lib/regimes/draw-rows";
import { fresh } from "../../lib/regimes/fresh";
import type { RegimeContext } from "../../lib/regimes/regime";
import { replace } from "../../lib/regimes/replace";
import { weightedFresh } from "../../lib/regimes/weighted-fresh";

const random = createRandom("regimes");

/** Rows say where they come from: real 0…, training 100…, first history 200…, second 300…, synthetic 400… */
function context(changes: Partial<RegimeContext<Float64Array>> = {}): RegimeContext<Float64Array> {
  return {
    generation: 2,
    real: rows(0, 10),
    drawReal: (count) => rows(500, count),
    training: rows(100, 10),
    history: [rows(200, 10), rows(300, 10)],
    synthetic: rows(400, 10),
    random: random.fork("context"),
    ...changes,
  };
}

function rows(first: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => first + i);
}

describe("deterministic regimes", () => {
  test("replace returns the synthetic set itself", () => {
    const given = context();
    expect(replace(given)).toBe(given.synthetic);
  });

  test("accumulate puts the synthetic set behind the training set", () => {
    expect(accumulate(context())).toEqual(Float64Array.of(...rows(100, 10), ...rows(400, 10)));
  });

  test("augment puts the latest synthetic set behind the real data", () => {
    expect(augment(context())).toEqual(Float64Array.of(...rows(0, 10), ...rows(400, 10)));
  });

  test("they work for points", () => {
    const [a, b] = [pointsFrom([[1, 2]]), pointsFrom([[3, 4]])];
    const given = {
      generation: 0,
      real: a,
      drawReal: () => a,
      training: a,
      history: [],
      synthetic: b,
      random,
    };
    expect(accumulate(given)).toEqual(
      pointsFrom([
        [1, 2],
        [3, 4],
      ]),
    );
  });
});

describe("drawIndices", () => {
  test("chooses as Floyd's algorithm does, drawing few or many", () => {
    const sizes = fc.record({ size: fc.integer({ min: 1, max: 400 }), seed: fc.integer() });
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), ({ size, seed }, share) => {
        const count = Math.round(share ** 4 * size);
        const [stream, same] = [createRandom(seed), createRandom(seed)];
        const chosen = new Set<number>();
        for (let last = size - count; last < size; last++) {
          const candidate = same.integer(last + 1);
          chosen.add(chosen.has(candidate) ? last : candidate);
        }
        expect(Array.from(drawIndices(size, count, stream))).toEqual([...chosen].sort((a, b) => a - b));
        expect(stream.next()).toBe(same.next());
      }),
    );
  });

  test("gives different ascending indices within bounds", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.integer(), (a, b, seed) => {
        const [count, size] = [Math.min(a, b), Math.max(a, b)];
        const indices = drawIndices(size, count, createRandom(seed));
        expect(indices.length).toBe(count);
        indices.forEach((index, i) => {
          expect(index).toBeLessThan(size);
          expect(index).toBeGreaterThan(i === 0 ? -1 : indices[i - 1]!);
        });
      }),
    );
  });

  test("every subset is equally likely", () => {
    const draws = 20_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const key = drawIndices(5, 3, random.fork(i)).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    const standardError = Math.sqrt(draws * 0.1 * 0.9);
    for (const count of counts.values()) {
      expect(Math.abs(count - draws * 0.1)).toBeLessThan(4.5 * standardError);
    }
  });
});

test("drawRows takes from several sets as from their concatenation, and leaves out no row", () => {
  const sets = [rows(0, 3), rows(3, 1), rows(4, 6)];
  const stream = random.fork("rows");
  expect(drawRows(sets, 10, stream)).toEqual(rows(0, 10));
  expect(drawRows(sets, 4, random.fork("same"))).toEqual(
    Float64Array.from(drawIndices(10, 4, random.fork("same"))),
  );
});

describe("accumulateSubsample", () => {
  test("draws as many rows as there are real data, without replacement, from real and all synthetic sets", () => {
    const drawn = accumulateSubsample(context());
    expect(drawn.length).toBe(10);
    expect(new Set(drawn).size).toBe(10);
    expect([...drawn].every((row) => [0, 200, 300, 400].includes(Math.floor(row / 100) * 100))).toBe(true);
  });

  test("takes every row with the same probability, whatever its generation", () => {
    const repetitions = 4000;
    const counts = new Map<number, number>();
    for (let i = 0; i < repetitions; i++) {
      for (const row of accumulateSubsample(context({ random: random.fork(i) }))) {
        counts.set(row, (counts.get(row) ?? 0) + 1);
      }
    }
    const probability = 10 / 40;
    const standardError = Math.sqrt(repetitions * probability * (1 - probability));
    expect(counts.size).toBe(40);
    for (const count of counts.values()) {
      expect(Math.abs(count - repetitions * probability)).toBeLessThan(4.5 * standardError);
    }
  });
});

describe("anchor", () => {
  test("keeps the total and takes the rounded share from the real data, each row once", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer(), (share, seed) => {
        const mixed = anchor(share)(context({ random: createRandom(seed) }));
        const fromReal = [...mixed].filter((row) => row < 100);
        expect(mixed.length).toBe(10);
        expect(new Set(mixed).size).toBe(10);
        expect(fromReal.length).toBe(Math.round(share * 10));
        expect([...mixed].every((row) => row < 100 || row >= 400)).toBe(true);
      }),
    );
  });

  test("share 0 is replace, share 1 is all of the real data", () => {
    const given = context();
    expect(anchor(0)(given)).toBe(given.synthetic);
    expect(anchor(1)(given)).toEqual(given.real);
  });

  test("takes every real row with the same probability", () => {
    const repetitions = 4000;
    const counts = new Float64Array(10);
    for (let i = 0; i < repetitions; i++) {
      for (const row of anchor(0.3)(context({ random: random.fork(i) }))) if (row < 100) counts[row]!++;
    }
    const standardError = Math.sqrt(repetitions * 0.3 * 0.7);
    for (const count of counts) {
      expect(Math.abs(count - 0.3 * repetitions)).toBeLessThan(4.5 * standardError);
    }
  });

  test.each([-0.1, 1.1, Number.NaN])("refuses a share of %d", (share) => {
    expect(() => anchor(share)).toThrow(
      new RangeError(`anchor needs a share of real data between 0 and 1, got ${share}`),
    );
  });

  test("refuses a share that the real data cannot give", () => {
    expect(() => anchor(0.5)(context({ real: rows(0, 4) }))).toThrow(
      new RangeError(
        "anchor(0.5) needs 5 of 10 rows from the real data, which have 4: lower the share or samplesPerGeneration",
      ),
    );
  });
});

describe("fresh", () => {
  test("puts all of the synthetic set behind fresh real rows", () => {
    expect(fresh(3)(context())).toEqual(Float64Array.of(500, 501, 502, ...rows(400, 10)));
  });

  test.each([0, -1, 1.5, Number.NaN])("refuses %d rows", (count) => {
    expect(() => fresh(count)).toThrow(
      new RangeError(
        `fresh needs a whole number of real rows of at least 1, got ${count}. With no real rows the regime is replace`,
      ),
    );
  });
});

describe("weightedFresh", () => {
  const labelled = (first: number, count: number): LabelledPoints => ({
    points: { values: rows(first, count), rows: count, columns: 1 },
    targets: rows(first, count),
  });
  const given: RegimeContext<LabelledPoints> = {
    generation: 2,
    real: labelled(0, 10),
    drawReal: (count) => labelled(500, count),
    training: labelled(100, 10),
    history: [],
    synthetic: labelled(400, 6),
    random: random.fork("weighted"),
  };

  test("gives fresh rows and synthetic rows weights with the shares asked for", () => {
    const { points, targets, weights } = weightedFresh(2, 0.75)(given);
    expect(targets).toEqual(Float64Array.of(500, 501, ...rows(400, 6)));
    expect(points.values).toEqual(targets);
    expect(weights).toEqual(Float64Array.of(3, 3, ...new Float64Array(6).fill(1 / 3)));
  });

  test("with the weight that the numbers have anyway fits what fresh fits", () => {
    const plain = leastSquares(fresh(2)(given), 0, false);
    const weighted = leastSquares(weightedFresh(2, 0.25)(given), 0, false);
    expect(weighted.coefficients[0]).toBeCloseTo(plain.coefficients[0]!, 12);
  });

  test("says how to make it again, and what it needs", () => {
    const regime = weightedFresh(2, 0.618);
    expect(regime.label).toBe("fresh 2, weight 0.618");
    expect([regime.remembers, regime.freshRows]).toEqual([false, 2]);
    expect(regime.origin?.arguments).toEqual([2, 0.618]);
    expect(() => regime(context())).toThrow(
      "needs training sets whose rows can have weights, LabelledPoints",
    );
    expect(() => weightedFresh(0, 0.5)).toThrow("a whole number of real rows of at least 1, got 0");
    expect(() => weightedFresh(3, 1.2)).toThrow("a weight of real rows between 0 and 1, got 1.2");
  });
});

describe("images", () => {
  /** Images whose every pixel says which row it is, as `rows` does, in thousandths. */
  const imageRows = (first: number, count: number): Images =>
    imagesFrom(
      Float32Array.from({ length: count * 6 }, (_, at) => (first + Math.floor(at / 6)) / 1000),
      { height: 2, width: 3 },
    );
  const given = (seed: string): RegimeContext<Images> => ({
    generation: 2,
    real: imageRows(0, 10),
    drawReal: (count) => imageRows(500, count),
    training: imageRows(100, 10),
    history: [imageRows(200, 10), imageRows(300, 10)],
    synthetic: imageRows(400, 10),
    random: createRandom(seed),
  });

  test.each([replace, accumulate, accumulateSubsample, anchor(0.3), anchor(1), augment, fresh(4)])(
    "$label takes the images that it takes of numbers",
    (regime) => {
      const whole = regime(given("images"));
      const numbers = regime(context({ random: createRandom("images") }));
      expect([whole.count, whole.height, whole.width]).toEqual([numbers.length, 2, 3]);
      const rowsTaken = Array.from(numbers, (row) => Array(6).fill(Math.fround(row / 1000)));
      expect([...whole.values]).toEqual(rowsTaken.flat());
    },
  );
});

test("every regime says how to make it again and whether it needs the history", () => {
  expect(replace.origin).toEqual({ module: "model-collapse", exportName: "replace" });
  expect(accumulate.origin?.exportName).toBe("accumulate");
  expect(augment.origin?.exportName).toBe("augment");
  expect(anchor(0.07).origin).toEqual({
    module: "model-collapse",
    exportName: "anchor",
    arguments: [0.07],
  });
  expect(anchor(0.07).label).toBe("anchor 7 %");
  expect({ ...fresh(5) }).toMatchObject({
    label: "fresh 5",
    freshRows: 5,
    origin: { exportName: "fresh", arguments: [5] },
  });
  expect([replace, accumulate, anchor(0.1), augment, fresh(1)].map((regime) => regime.remembers)).toEqual(
    Array(5).fill(false),
  );
  expect(accumulateSubsample.remembers).toBe(true);
});
