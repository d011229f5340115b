import { beforeAll, describe, expect, test } from "vitest";
import { optLogits } from "../../lib/fitters/opt/evaluate";
import type { OptModel } from "../../lib/fitters/opt/model";
import { chiSquaredTail } from "../../lib/metrics/chi-squared-tail";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import { generate, generateInTurns } from "../../lib/samplers/generate";
import { smallModel } from "../fitters/opt/small-models";
import { aliveTensors } from "../nets/helpers";

beforeAll(tensorsReady);

const random = createRandom("generate");
/** Of weights twenty times as large as fresh ones: its next tokens are far from equally probable. */
const model = sharpened(smallModel({ endToken: 11 }));
const fourTokens = { maximumNewTokens: 4, minimumNewTokens: 4 };

function sharpened({ configuration, parameters }: OptModel): OptModel {
  const larger = Object.entries(parameters).map(([name, { shape, values }]) => [
    name,
    { shape, values: /norm|bias/.test(name) ? values : values.map((value) => 20 * value) },
  ]);
  return { configuration, parameters: Object.fromEntries(larger) };
}

/** Probabilities of the token after a text, in double precision from the model's logits. */
function nextProbabilities(text: readonly number[], temperature = 1): number[] {
  const { values, shape } = optLogits(model, [text]);
  const logits = Array.from(values.subarray(-shape[2]!), (logit) => logit / temperature);
  const top = Math.max(...logits);
  const masses = logits.map((logit) => Math.exp(logit - top));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => mass / total);
}

/** How probable a χ² at least as large is, where counts are drawn with these probabilities; rare outcomes together. */
function fitOfCounts(counts: readonly number[], probabilities: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const isRare = (outcome: number) => total * probabilities[outcome]! < 5;
  const cells = new Map<number, { count: number; expected: number }>();
  counts.forEach((count, outcome) => {
    const cell = cells.get(isRare(outcome) ? -1 : outcome) ?? { count: 0, expected: 0 };
    cell.count += count;
    cell.expected += total * probabilities[outcome]!;
    cells.set(isRare(outcome) ? -1 : outcome, cell);
  });
  const statistic = [...cells.values()].reduce(
    (sum, { count, expected }) => sum + (count - expected) ** 2 / expected,
    0,
  );
  return chiSquaredTail(statistic, cells.size - 1);
}

function countsOf(tokens: readonly number[]): number[] {
  const counts = new Array<number>(12).fill(0);
  for (const token of tokens) counts[token]!++;
  return counts;
}

describe("what is drawn has the model's own distribution", () => {
  const prompt = [4, 7, 2];
  const count = 4000;
  const prompts = Array.from({ length: count }, () => prompt);

  test.each([1, 0.5, 2])("the next token at temperature %d", (temperature) => {
    const probabilities = nextProbabilities(prompt, temperature);
    expect(Math.max(...probabilities)).toBeGreaterThan(0.15);
    const settings = { maximumNewTokens: 1, temperature, promptsPerBatch: 1000 };
    const drawn = generate(model, prompts, settings, random.fork(temperature)).map(([token]) => token!);
    expect(fitOfCounts(countsOf(drawn), probabilities)).toBeGreaterThan(1e-3);
    // The test tells: the distribution at another temperature is not that of what was drawn.
    expect(fitOfCounts(countsOf(drawn), nextProbabilities(prompt, 1.3 * temperature))).toBeLessThan(1e-3);
  });

  test("the token after next, given the next: the cache holds what was written", () => {
    const settings = { maximumNewTokens: 2, minimumNewTokens: 2, temperature: 1, promptsPerBatch: 1000 };
    const texts = generate(model, prompts, settings, random.fork("pairs"));
    // The end token cannot come, so that the others share its probability.
    const withoutEnd = (text: readonly number[]) => {
      const open = nextProbabilities(text).map((probability, token) => (token === 11 ? 0 : probability));
      const left = open.reduce((sum, probability) => sum + probability, 0);
      return open.map((probability) => probability / left);
    };
    const most = countsOf(texts.map(([first]) => first!));
    const first = most.indexOf(Math.max(...most));
    const second = texts.filter(([token]) => token === first).map(([, token]) => token!);
    expect(second.length).toBeGreaterThan(400);
    expect(
      fitOfCounts(countsOf(second).slice(0, 11), withoutEnd([...prompt, first]).slice(0, 11)),
    ).toBeGreaterThan(1e-3);
    expect(fitOfCounts(countsOf(second).slice(0, 11), withoutEnd(prompt).slice(0, 11))).toBeLessThan(1e-3);
  });
});

describe("each prompt by itself", () => {
  const prompts = [[3, 4], [5], [6, 7, 8, 9], [1, 1, 1], [10, 0]];
  const settings = { ...fourTokens, temperature: 1 };
  const together = () => generate(model, prompts, settings, random.fork("own"));

  test("draws from its own stream: prompts after it, and batches, change nothing", () => {
    expect(together()).toEqual(together());
    expect(generate(model, prompts.slice(0, 2), settings, random.fork("own"))).toEqual(
      together().slice(0, 2),
    );
    expect(generate(model, prompts, { ...settings, promptsPerBatch: 2 }, random.fork("own"))).toEqual(
      together(),
    );
    expect(generate(model, prompts, settings, random.fork("other"))).not.toEqual(together());
  });

  test("is continued by what is most probable after it", () => {
    const written = generate(model, prompts, fourTokens, random);
    written.forEach((text, at) => {
      for (const [place, token] of text.entries()) {
        const probabilities = nextProbabilities([...prompts[at]!, ...text.slice(0, place)]);
        probabilities[11] = 0;
        expect(token).toBe(probabilities.indexOf(Math.max(...probabilities)));
      }
    });
  });
});

describe("texts end with the model's own end token", () => {
  const prompts = Array.from({ length: 300 }, (_, at) => [at % 11]);

  test("unless the settings name another", () => {
    const settings = { maximumNewTokens: 12, temperature: 1 };
    const texts = generate(model, prompts, settings, random.fork("ends"));
    expect(texts.some((text) => text.length < 12)).toBe(true);
    for (const text of texts) {
      expect(text.slice(0, -1)).not.toContain(11);
      expect(text.length === 12 || text.at(-1) === 11).toBe(true);
    }
    const others = generate(model, prompts, { ...settings, endToken: 3 }, random.fork("ends"));
    expect(others.some((text) => text.slice(0, -1).includes(11))).toBe(true);
    for (const text of others) expect(text.slice(0, -1)).not.toContain(3);
  });
});

describe("in turns", () => {
  const prompts = Array.from({ length: 60 }, (_, at) => [at % 11, 3]);
  const settings = { maximumNewTokens: 12, minimumNewTokens: 12, temperature: 1, promptsPerBatch: 5 };

  test("the texts are the same, and progress says where it is", async () => {
    const notes: string[] = [];
    const onProgress = ({ done, note }: { readonly done: number; readonly note?: string }) => {
      if (note) notes.push(`${done}: ${note}`);
    };
    const texts = await generateInTurns(model, prompts, { ...settings, onProgress }, random.fork("turns"));
    expect(texts).toEqual(generate(model, prompts, settings, random.fork("turns")));
    for (const note of notes)
      expect(note).toMatch(/^0\.\d+: writing, token \d+ of 12 for prompts \d+ to \d+ of 60$/);
  });

  test("a signal stops it, and nothing is left in the engine", async () => {
    const before = aliveTensors();
    const abort = new AbortController();
    const long = { ...settings, signal: abort.signal, onProgress: () => abort.abort(new Error("enough")) };
    const many = Array.from({ length: 20 }, () => prompts).flat();
    await expect(generateInTurns(model, many, long, random)).rejects.toThrow("enough");
    expect(aliveTensors()).toBe(before);
  });
});

describe("bad input", () => {
  test.each<[string, () => unknown, Error]>([
    [
      "settings",
      () => generate(model, [[1]], { maximumNewTokens: 0 }, random),
      new RangeError("generate needs maximumNewTokens to be a whole number of at least 1, got 0"),
    ],
    [
      "ids",
      () => generate(model, [[1], [12]], fourTokens, random),
      new RangeError(
        "generate needs token ids from 0 to 11, got 12 as token 0 of prompt 1. Was it encoded by the model's own tokenizer?",
      ),
    ],
    [
      "texts",
      () => generate(model, ["text"] as never, fourTokens, random),
      new TypeError(
        "generate needs prompts to be arrays of token ids, got text as prompt 0. Encode text first",
      ),
    ],
    [
      "a prompt without room",
      () => generate(model, [new Array(13).fill(1)], fourTokens, random),
      new RangeError(
        "generate needs prompt and new tokens to fit the 16 positions of the model, got 13 tokens in prompt 0 and " +
          "maximumNewTokens 4: shorten the prompt to 12, or lower maximumNewTokens",
      ),
    ],
  ])("%s", (_, act, error) => {
    const before = aliveTensors();
    expect(act).toThrow(error);
    expect(aliveTensors()).toBe(before);
  });
});
