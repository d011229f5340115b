import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAliasTable } from "../../lib/random/alias-table";
import { createRandom, randomFromKey } from "../../lib/random/create-random";
import { correlationScore, readGolden } from "./goodness-of-fit";

interface Golden {
  readonly generator: readonly { key: string; first: number[]; after1000: number[] }[];
  readonly streams: readonly {
    path: [string | number, ...(string | number)[]];
    key: string;
    uniforms: number[];
  }[];
}

const golden = readGolden<Golden>("random-streams");
const labels = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: "binary" }),
);

describe("golden values", () => {
  test.each(golden.generator)("xoshiro128++ from the state $key", ({ key, first, after1000 }) => {
    const random = randomFromKey(key);
    expect(first.map(() => random.next())).toEqual(first);
    random.fillUniform(new Float64Array(1000 - first.length));
    expect(after1000.map(() => random.next())).toEqual(after1000);
  });

  test.each(golden.streams)("the stream $path", ({ path: [seed, ...forks], key, uniforms }) => {
    const random = forks.reduce((parent, label) => parent.fork(label), createRandom(seed));
    expect(random.key).toBe(key);
    expect(uniforms.map(() => random.next())).toEqual(uniforms);
  });

  // First outputs of this library, so that a change of any method or platform shows.
  test("first draws of every distribution", () => {
    const table = createAliasTable([0.1, 0.2, 0.7]);
    const draws = {
      normal: createRandom(42).fillNormal(new Float64Array(300)).slice(296),
      exponential: createRandom(42).exponential(),
      integer: Array.from({ length: 8 }, (_, i) => createRandom(42).fork(i).integer(1000)),
      longInteger: createRandom(42).integer(2 ** 53),
      gamma: [createRandom(42).gamma(3), createRandom(42).gamma(0.3)],
      beta: [createRandom(42).beta(2, 3), createRandom(42).beta(0.2, 3)],
      poisson: [createRandom(42).poisson(4), createRandom(42).poisson(400)],
      binomial: [createRandom(42).binomial(20, 0.2), createRandom(42).binomial(2000, 0.7)],
      multinomial: createRandom(42).multinomial(1000, [1, 2, 3]),
      categorical: createRandom(42).fillCategorical(new Int32Array(12), table),
      shuffle: createRandom(42).shuffle([0, 1, 2, 3, 4, 5, 6, 7]),
    };
    expect(draws).toMatchInlineSnapshot(`
      {
        "beta": [
          0.5131729824873172,
          0.019562751763404815,
        ],
        "binomial": [
          6,
          1400,
        ],
        "categorical": Int32Array [
          1,
          1,
          1,
          0,
          2,
          2,
          2,
          2,
          2,
          1,
          2,
          1,
        ],
        "exponential": 1.2938172745919436,
        "gamma": [
          7.369307451222757,
          0.27398576109362743,
        ],
        "integer": [
          608,
          51,
          423,
          213,
          106,
          936,
          753,
          810,
        ],
        "longInteger": 4473455012116269,
        "multinomial": Int32Array [
          167,
          327,
          506,
        ],
        "normal": Float64Array [
          0.5447883835053259,
          -0.49463086319164956,
          -0.12458251369238951,
          0.24804295226302928,
        ],
        "poisson": [
          6,
          400,
        ],
        "shuffle": [
          5,
          0,
          4,
          1,
          7,
          6,
          2,
          3,
        ],
      }
    `);
  });
});

describe("forks", () => {
  test("depend on seed and labels, not on draws or on other forks", () => {
    fc.assert(
      fc.property(labels, labels, fc.nat(20), (seed, label, draws) => {
        const untouched = createRandom(seed);
        const used = createRandom(seed);
        for (let i = 0; i < draws; i++) {
          used.normal();
          used.fork(i).next();
        }
        expect(used.fork(label).next()).toBe(untouched.fork(label).next());
        expect(used.key).toBe(untouched.key);
      }),
    );
  });

  test("of different labels are different streams", () => {
    const parent = createRandom("labels");
    fc.assert(
      fc.property(labels, labels, (one, other) => {
        fc.pre(one !== other);
        expect(parent.fork(one).key).not.toBe(parent.fork(other).key);
      }),
    );
    expect(parent.fork(1).key).not.toBe(parent.fork("1").key);
    expect(parent.fork("").key).not.toBe(parent.fork("\0").key);
    expect(parent.fork(0).key).toBe(parent.fork(-0).key);
  });

  test("depend on the order of labels", () => {
    const root = createRandom("order");
    expect(root.fork("a").fork("b").key).not.toBe(root.fork("b").fork("a").key);
    expect(root.fork("a").fork("b").key).not.toBe(root.fork("ab").key);
  });

  test("do not correlate with their siblings or their parent", () => {
    const parent = createRandom("family");
    const length = 100_000;
    const streams = [parent.fork(0), parent.fork(1), parent.fork("0"), parent.fork(0).fork(0), parent];
    const draws = streams.map((stream) => stream.fillUniform(new Float64Array(length)));
    draws.forEach((x, i) => {
      for (const y of draws.slice(i + 1)) {
        expect(Math.abs(correlationScore(x, y))).toBeLessThan(5);
        expect(Math.abs(correlationScore(x.subarray(1), y.subarray(0, length - 1)))).toBeLessThan(5);
      }
    });
  });

  test("with consecutive labels have independent first draws", () => {
    const parent = createRandom("consecutive");
    const first = Float64Array.from({ length: 200_000 }, (_, label) => parent.fork(label).normal());
    expect(Math.abs(correlationScore(first.subarray(1), first.subarray(0, -1)))).toBeLessThan(5);
    const mean = first.reduce((sum, x) => sum + x, 0) / first.length;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(first.length));
  });

  test("repeat 32-bit first outputs as often as chance does", () => {
    const parent = createRandom("birthday");
    const count = 100_000;
    const seen = new Set<number>();
    for (let label = 0; label < count; label++) seen.add(Math.floor(parent.fork(label).next() * 2 ** 32));
    // n (n − 1) / 2³³ = 1.16 repeats are expected; 12 or more have probability 1e-8.
    expect(count - seen.size).toBeLessThan(12);
  });
});

describe("fills", () => {
  test("give the same numbers as repeated draws, and leave the same stream", () => {
    const table = createAliasTable([5, 1, 0, 3]);
    fc.assert(
      fc.property(labels, fc.nat(600), fc.double({ min: -9, max: 9, noNaN: true }), (seed, length, mean) => {
        const [one, all] = [createRandom(seed), createRandom(seed)];
        const times = { length };
        expect(all.fillNormal(new Float64Array(length), mean, 2)).toEqual(
          Float64Array.from(times, () => mean + 2 * one.normal()),
        );
        expect(all.fillUniform(new Float64Array(length))).toEqual(Float64Array.from(times, () => one.next()));
        expect(all.fillCategorical(new Int32Array(length), table)).toEqual(
          Int32Array.from(times, () => one.categorical(table)),
        );
        expect(all.next()).toBe(one.next());
      }),
    );
  });

  test("of a million normals agree, slow draws included", () => {
    const one = createRandom("agree");
    const filled = createRandom("agree").fillNormal(new Float64Array(1_000_000));
    expect(filled.every((x) => x === one.normal())).toBe(true);
  });
});

describe("keys", () => {
  test("begin a stream again", () => {
    const random = createRandom("key").fork("replicate").fork(3);
    const first = random.next();
    expect(random.key).toMatch(/^[0-9a-f]{32}$/);
    expect(randomFromKey(random.key).next()).toBe(first);
    expect(randomFromKey(random.key).fork("x").key).toBe(random.fork("x").key);
  });

  test("of zeros begin a stream too", () => {
    const random = randomFromKey("0".repeat(32));
    const draws = random.fillUniform(new Float64Array(1000));
    expect(new Set(draws).size).toBe(1000);
  });
});
