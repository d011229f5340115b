import { describe, expect, test } from "vitest";
import { createAliasTable } from "../../lib/random/alias-table";
import { createRandom, randomFromKey } from "../../lib/random/create-random";

const random = createRandom("errors");

describe("seeds and labels", () => {
  test.each([Number.NaN, Infinity, -Infinity])("%d is refused", (number) => {
    expect(() => createRandom(number)).toThrow(
      new RangeError(`createRandom needs a finite number, got ${number}`),
    );
    expect(() => random.fork(number)).toThrow(new RangeError(`fork needs a finite number, got ${number}`));
  });

  test("anything but a string or a number is refused", () => {
    expect(() => createRandom(undefined as never)).toThrow(
      new TypeError("createRandom needs a string or a number, got undefined"),
    );
    expect(() => random.fork(null as never)).toThrow(
      new TypeError("fork needs a string or a number, got null"),
    );
  });

  test.each(["", "12", "G".repeat(32), "A".repeat(32), "0".repeat(33)])("the key %j is refused", (key) => {
    expect(() => randomFromKey(key)).toThrow(RangeError);
    expect(() => randomFromKey(key)).toThrow(
      `randomFromKey needs the 32 lower-case hexadecimal digits of a stream's key, got ${JSON.stringify(key)}`,
    );
  });
});

test.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 53 + 2])("integer refuses the bound %d", (bound) => {
  const message = `integer needs a bound that is an integer from 1 to 2^53, got ${bound}`;
  expect(() => random.integer(bound)).toThrow(new RangeError(message));
});

test.each([0, -1, Number.NaN, Infinity])("gamma and beta refuse the shape %d", (shape) => {
  const need = (caller: string, parameter: string) =>
    new RangeError(`${caller} needs a positive ${parameter} (1e-300 to 1e300), got ${shape}`);
  expect(() => random.gamma(shape)).toThrow(need("gamma", "shape"));
  expect(() => random.beta(shape, 1)).toThrow(need("beta", "alpha"));
  expect(() => random.beta(1, shape)).toThrow(need("beta", "beta"));
});

test.each([-1, Number.NaN, Infinity])("poisson refuses the mean %d", (mean) => {
  expect(() => random.poisson(mean)).toThrow(
    new RangeError(`poisson needs a mean from 0 to 2^52, got ${mean}`),
  );
});

test.each([-1, 0.5, Number.NaN, Infinity])("binomial refuses %d trials", (trials) => {
  expect(() => random.binomial(trials, 0.5)).toThrow(
    new RangeError(`binomial needs a number of trials that is an integer from 0 to 2^52, got ${trials}`),
  );
});

test.each([-0.1, 1.1, Number.NaN])("binomial refuses the probability %d", (probability) => {
  expect(() => random.binomial(3, probability)).toThrow(
    new RangeError(`binomial needs a probability from 0 to 1, got ${probability}`),
  );
});

test.each([-1, 0.5, Number.NaN, 2 ** 31])("multinomial refuses the count %d", (count) => {
  expect(() => random.multinomial(count, [1])).toThrow(
    new RangeError(`multinomial needs a count that is an integer from 0 to 2^31 − 1, got ${count}`),
  );
});

describe.each([
  ["createAliasTable", createAliasTable],
  ["multinomial", (probabilities: number[]) => random.multinomial(3, probabilities)],
])("%s", (name, use) => {
  test.each([
    [[], `${name} needs at least one probability, got none`],
    [[0, 0], `${name} needs probabilities with a positive, finite sum, got 0`],
    [[1e308, 1e308], `${name} needs probabilities with a positive, finite sum, got Infinity`],
    [[0.5, -0.1], `${name} needs finite probabilities that are not negative, got -0.1 for category 1`],
    [[Number.NaN], `${name} needs finite probabilities that are not negative, got NaN for category 0`],
    [[1, Infinity], `${name} needs finite probabilities that are not negative, got Infinity for category 1`],
  ])("refuses %j", (probabilities, message) => {
    expect(() => use(probabilities)).toThrow(new RangeError(message));
  });
});

test("fillNormal refuses a mean or a standard deviation that is no such thing", () => {
  const target = new Float64Array(1);
  expect(() => random.fillNormal(target, Number.NaN)).toThrow(
    new RangeError("fillNormal needs a finite mean, got NaN"),
  );
  for (const deviation of [-1, Number.NaN, Infinity]) {
    expect(() => random.fillNormal(target, 0, deviation)).toThrow(
      new RangeError(`fillNormal needs a finite standard deviation that is not negative, got ${deviation}`),
    );
  }
});
