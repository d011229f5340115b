import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createOptReader } from "../../../lib/nets/opt/reader";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import type { Random } from "../../../lib/random/random";
import { aliveTensors } from "../helpers";
import { drawnModel, drawnTexts, sizes } from "./models";
import { distanceFromWhole, type ReadingPair, readingPair } from "./reading";

beforeAll(tensorsReady);

/** Of the largest logit. */
const tolerance = 1e-5;

/** Layers of two or three numbers multiply rounding when they normalise numbers that are nearly equal. */
const models = sizes.filter(({ hiddenSize }) => hiddenSize >= 6);

const whole = (max: number, min = 1) => fc.integer({ min, max });
const small = { vocabularySize: 30, hiddenSize: 12, layers: 2, heads: 2, positions: 64 };

interface Session {
  readonly promptLengths: readonly number[];
  readonly rowsPerGroup: number;
  readonly furtherTokens: number;
  /** Whether rows continue others of their group, as beams do. */
  readonly isBranching: boolean;
}

const sessions: fc.Arbitrary<Session> = fc.record({
  promptLengths: fc.array(whole(6), { minLength: 1, maxLength: 3 }),
  rowsPerGroup: whole(3),
  furtherTokens: whole(6),
  isBranching: fc.boolean(),
});

/** Reads a session to its end and gives the largest distance of any score from that of the same text as a whole. */
function largestDistance({ reader, evaluator }: ReadingPair, session: Session, random: Random): number {
  const { promptLengths, rowsPerGroup, furtherTokens, isBranching } = session;
  const prompts = promptLengths.flatMap((length) => drawnTexts(1, length, reader.vocabularySize, random));
  const groupOf = (row: number) => Math.floor(row / rowsPerGroup);
  const rows = prompts.length * rowsPerGroup;
  const read = prompts.map((prompt) => Int32Array.from(prompt));
  let largest = distanceFromWhole(reader.start(read, rowsPerGroup, furtherTokens), evaluator, prompts);
  let texts = Array.from({ length: rows }, (_, row) => prompts[groupOf(row)]!);
  for (let step = 0; step < furtherTokens; step++) {
    const tokens = Int32Array.from({ length: rows }, () => random.integer(reader.vocabularySize));
    const drawn = Int32Array.from({ length: rows }, (_, row) => {
      return groupOf(row) * rowsPerGroup + random.integer(rowsPerGroup);
    });
    const parents = isBranching && random.integer(4) > 0 ? drawn : undefined;
    const before = texts;
    texts = before.map((_, row) => [...before[parents?.[row] ?? row]!, tokens[row]!]);
    largest = Math.max(largest, distanceFromWhole(reader.advance(tokens, parents), evaluator, texts));
  }
  return largest;
}

describe("a text read token by token", () => {
  test("has the logits of the text as a whole: models of every kind, prompts of several lengths, beams", () => {
    const before = aliveTensors();
    fc.assert(
      fc.property(models, sessions, fc.nat(), (size, session, seed) => {
        const random = createRandom(seed);
        const pair = readingPair(drawnModel(size, random.fork("model")));
        try {
          expect(largestDistance(pair, session, random)).toBeLessThan(tolerance);
        } finally {
          pair.dispose();
        }
      }),
      { numRuns: 40 },
    );
    expect(aliveTensors()).toBe(before);
  });

  test.each([
    [1, false],
    [3, true],
  ])("has them while its cache grows twice (%d rows a prompt)", (rowsPerGroup, isBranching) => {
    const random = createRandom("growth");
    const pair = readingPair(drawnModel(small, random.fork("model")));
    const session = { promptLengths: [3, 7], rowsPerGroup, furtherTokens: 50, isBranching };
    expect(largestDistance(pair, session, random)).toBeLessThan(tolerance);
    pair.dispose();
  });

  test("has them up to the last position", () => {
    const random = createRandom("last");
    const pair = readingPair(drawnModel(small, random.fork("model")));
    const session = { promptLengths: [60, 1], rowsPerGroup: 1, furtherTokens: 4, isBranching: false };
    expect(largestDistance(pair, session, random)).toBeLessThan(tolerance);
    pair.dispose();
  });

  test("has them after another start, whatever was read before", () => {
    const random = createRandom("again");
    const pair = readingPair(drawnModel(small, random.fork("model")));
    for (const session of [
      { promptLengths: [5, 2, 3], rowsPerGroup: 2, furtherTokens: 20, isBranching: true },
      { promptLengths: [1], rowsPerGroup: 1, furtherTokens: 3, isBranching: false },
      { promptLengths: [4, 4], rowsPerGroup: 3, furtherTokens: 18, isBranching: true },
    ]) {
      expect(largestDistance(pair, session, random)).toBeLessThan(tolerance);
    }
    pair.dispose();
  });

  test("is the same beside other texts as alone", () => {
    const random = createRandom("beside");
    const { configuration, parameters } = drawnModel(small, random.fork("model"));
    const reader = createOptReader(configuration, parameters);
    const prompts = [4, 1, 9].map((length) => Int32Array.from(drawnTexts(1, length, 30, random)[0]!));
    const together = reader.start(prompts, 1, 1).logProbabilities();
    const next = reader.advance(Int32Array.of(5, 6, 7)).logProbabilities();
    prompts.forEach((prompt, row) => {
      const alone = reader.start([prompt], 1, 1).logProbabilities();
      const nextAlone = reader.advance(Int32Array.of(5 + row)).logProbabilities();
      alone.forEach((value, at) => {
        expect(Math.abs(value - together[30 * row + at]!)).toBeLessThan(1e-5);
        expect(Math.abs(nextAlone[at]! - next[30 * row + at]!)).toBeLessThan(1e-5);
      });
    });
    reader.dispose();
  });
});

describe("scores", () => {
  const random = createRandom("scores");
  const { configuration, parameters } = drawnModel(small, random.fork("model"));
  const { vocabularySize } = configuration;

  function withScores(
    check: (scores: ReturnType<ReturnType<typeof createOptReader>["start"]>) => void,
  ): void {
    const reader = createOptReader(configuration, parameters);
    const prompts = drawnTexts(3, 5, vocabularySize, random).map((text) => Int32Array.from(text));
    check(reader.start(prompts, 2, 1));
    check(reader.advance(Int32Array.of(3, 4, 5, 6, 7, 8)));
    reader.dispose();
  }

  const rowsOf = (values: Float32Array) =>
    Array.from({ length: values.length / vocabularySize }, (_, row) => [
      ...values.subarray(row * vocabularySize, (row + 1) * vocabularySize),
    ]);

  test("are softmax(logits / temperature), and its logarithm", () => {
    withScores((scores) => {
      const logits = rowsOf(scores.logits());
      const softmax = (row: readonly number[], temperature: number) => {
        const powers = row.map((logit) => Math.exp((logit - Math.max(...row)) / temperature));
        const total = powers.reduce((sum, power) => sum + power, 0);
        return powers.map((power) => power / total);
      };
      for (const temperature of [0.3, 1, 2.5]) {
        rowsOf(scores.probabilities(temperature)).forEach((row, r) => {
          const expected = softmax(logits[r]!, temperature);
          row.forEach((probability, token) => {
            expect(Math.abs(probability - expected[token]!)).toBeLessThan(2e-6);
          });
          expect(row.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5);
        });
      }
      rowsOf(scores.logProbabilities()).forEach((row, r) => {
        const expected = softmax(logits[r]!, 1);
        row.forEach((value, token) => {
          expect(Math.abs(value - Math.log(expected[token]!))).toBeLessThan(1e-5);
        });
      });
    });
  });

  test.each([1, 2, 7, 30, 31])("the %d best are the first of all when sorted", (count) => {
    withScores((scores) => {
      const kept = Math.min(count, vocabularySize);
      const { tokens, logProbabilities } = scores.best(count);
      rowsOf(scores.logProbabilities()).forEach((row, r) => {
        const order = [...row.keys()].sort((a, b) => row[b]! - row[a]! || a - b).slice(0, kept);
        expect([...tokens.subarray(r * kept, (r + 1) * kept)]).toEqual(order);
        order.forEach((token, at) => {
          expect(Math.abs(logProbabilities[r * kept + at]! - row[token]!)).toBeLessThan(1e-5);
        });
      });
    });
  });

  test("are there until the reader goes on", () => {
    const reader = createOptReader(configuration, parameters);
    const first = reader.start([Int32Array.of(3)], 1, 1);
    reader.advance(Int32Array.of(4));
    expect(() => first.logits()).toThrow("scores are there until their TokenReader reads on: ask before");
    reader.dispose();
  });
});

describe("the reader", () => {
  test("says what it reads", () => {
    const { configuration, parameters } = drawnModel(small, createRandom(1));
    const reader = createOptReader(configuration, parameters);
    expect([reader.vocabularySize, reader.positions]).toEqual([30, 64]);
    reader.dispose();
  });

  test("does not go on before it has started", () => {
    const { configuration, parameters } = drawnModel(small, createRandom(1));
    const reader = createOptReader(configuration, parameters);
    const message = "a TokenReader has to start with prompts before it can advance";
    expect(() => reader.advance(Int32Array.of(1))).toThrow(message);
    reader.dispose();
  });

  test("reads no more tokens than it was started for", () => {
    const { configuration, parameters } = drawnModel(small, createRandom(1));
    const reader = createOptReader(configuration, parameters);
    reader.start([Int32Array.of(3, 4)], 1, 1);
    reader.advance(Int32Array.of(5));
    expect(() => reader.advance(Int32Array.of(6))).toThrow(
      new RangeError(
        "a TokenReader reads at most the 1 further tokens that it was started for: start it with more",
      ),
    );
    reader.dispose();
  });

  test("keeps as many tensors however long it reads, and none in the end", () => {
    const random = createRandom("tensors");
    const { configuration, parameters } = drawnModel(small, random);
    const before = aliveTensors();
    const reader = createOptReader(configuration, parameters);
    const loaded = aliveTensors();
    expect(loaded).toBeGreaterThan(before);
    const counts = new Set<number>();
    for (const texts of [1, 3]) {
      const prompts = drawnTexts(texts, 4, 30, random).map((text) => Int32Array.from(text));
      const scores = [reader.start(prompts, 2, 40)];
      for (let step = 0; step < 40; step++) {
        const parents =
          step % 3 === 0 ? undefined : Int32Array.from({ length: 2 * texts }, (_, row) => row - (row % 2));
        scores.push(reader.advance(new Int32Array(2 * texts).fill(5), parents));
        scores.at(-1)!.best(3);
        scores.at(-1)!.probabilities(0.5);
        counts.add(aliveTensors());
      }
    }
    // Keys and values of each layer, and the states that scores are computed from.
    expect([...counts]).toEqual([loaded + 2 * small.layers + 1]);
    reader.dispose();
    expect(aliveTensors()).toBe(before);
  });
});
