import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../lib/nets/engine";
import { type AdamOptions, adam, adamW, type OptimizerSettings } from "../../lib/nets/optimizers/adam";
import { createOptimizer } from "../../lib/nets/optimizers/create-optimizer";
import { nativeOptimizer } from "../../lib/nets/optimizers/native-optimizer";
import type { Optimizer } from "../../lib/nets/optimizers/optimizer";
import { portableOptimizer } from "../../lib/nets/optimizers/portable-optimizer";
import type { Parameters } from "../../lib/nets/parameters";
import { tensorsReady } from "../../lib/nets/ready";
import { readGolden } from "../fitters/helpers";
import { aliveTensors, expectParameters, type GoldenParameters, isNative, parametersFrom } from "./helpers";

interface Golden {
  readonly optimizers: readonly {
    readonly name: "adam" | "adamW";
    readonly settings: AdamOptions;
    readonly start: GoldenParameters;
    readonly gradients: readonly GoldenParameters[];
    readonly after: readonly GoldenParameters[];
  }[];
}

const golden = readGolden<Golden>("networks");
const makers = { adam, adamW };
const native = await isNative("TensorFlow's own Adam beside PyTorch's, and its memory");

/** PyTorch's numbers are exact, ours come of 32 bits; what is compared is the parameters' scale, about 2. */
const tolerance = 1e-6;

beforeAll(tensorsReady);

describe.each<[string, boolean, typeof createOptimizer]>([
  ["TensorFlow's kernel", native, nativeOptimizer],
  ["elementary operations", true, portableOptimizer],
])("Adam by %s", (_, there, create) => {
  test.skipIf(!there).each(golden.optimizers)("every step of $name $settings is PyTorch's", (one) => {
    const before = aliveTensors();
    const optimizer = create(parametersFrom(one.start), makers[one.name](one.settings));
    one.gradients.forEach((gradients, step) => {
      apply(optimizer, parametersFrom(gradients));
      expectParameters(optimizer.parameters(), one.after[step]!, tolerance);
    });
    optimizer.dispose();
    expect(aliveTensors()).toBe(before);
  });

  test.skipIf(!there)("a learning rate of its own takes the place of the settings' at a step", () => {
    const { start, gradients } = golden.optimizers[0]!;
    const [once, twice] = [adam({ learningRate: 1e-3 }), adam({ learningRate: 0.25 })].map(
      (settings, which) => {
        const optimizer = create(parametersFrom(start), settings);
        apply(optimizer, parametersFrom(gradients[0]!), which === 0 ? 0.25 : undefined);
        const parameters = optimizer.parameters();
        optimizer.dispose();
        return parameters;
      },
    );
    expect(once).toEqual(twice);
  });

  test.skipIf(!there).each(golden.optimizers)(
    "begun with the parameters and moments of another, $name $settings goes on with its digits",
    ({ name, settings, start, gradients }) => {
      const before = aliveTensors();
      const unbroken = create(parametersFrom(start), makers[name](settings));
      let broken = create(parametersFrom(start), makers[name](settings));
      for (const [step, slopes] of gradients.entries()) {
        for (const optimizer of [unbroken, broken]) apply(optimizer, parametersFrom(slopes));
        const { parameters, moments } = finish(broken.state());
        expect(moments.steps).toBe(step + 1);
        broken.dispose();
        broken = create(parameters, makers[name](settings), moments);
        expect(broken.parameters()).toEqual(unbroken.parameters());
        expect(finish(broken.state())).toEqual(finish(unbroken.state()));
      }
      // The moments are what the paper says they are, but for 1 − 0.999, which in 32 bits is off by up to 3e-5 of it.
      const { first, second } = finish(unbroken.state()).moments;
      const [{ firstMomentDecay, secondMomentDecay, gradientDecay }, last] = [
        makers[name](settings),
        gradients.length - 1,
      ];
      if (gradientDecay === 0) {
        const [entry, weights] = Object.entries(first)[0]!;
        const mean = (decay: number, power: number) =>
          gradients.reduce(
            (sum, slopes, step) =>
              sum + (1 - decay) * decay ** (last - step) * slopes[entry]!.values[0]! ** power,
            0,
          );
        expect(weights.values[0]! / mean(firstMomentDecay, 1)).toBeCloseTo(1, 5);
        expect(second[entry]!.values[0]! / mean(secondMomentDecay, 2)).toBeCloseTo(1, 4);
      }
      for (const optimizer of [unbroken, broken]) optimizer.dispose();
      expect(aliveTensors()).toBe(before);
    },
  );

  test.skipIf(!there)("what it gives is a copy", () => {
    const { start, gradients } = golden.optimizers[0]!;
    const optimizer = create(parametersFrom(start), adam({ learningRate: 1 }));
    const first = optimizer.parameters();
    const kept = Float32Array.from(first.weights!.values);
    apply(optimizer, parametersFrom(gradients[0]!));
    expect(first.weights!.values).toEqual(kept);
    first.weights!.values.fill(7);
    expect(optimizer.parameters().weights!.values).not.toContain(7);
    optimizer.dispose();
  });

  test.skipIf(!there)("a shape that its numbers do not fill leaves nothing behind", () => {
    const before = aliveTensors();
    const parameters: Parameters = {
      right: { shape: [2], values: Float32Array.of(1, 2) },
      wrong: { shape: [3], values: Float32Array.of(1, 2) },
    };
    expect(() => create(parameters, adam({ learningRate: 1 }))).toThrow(/shape/);
    expect(aliveTensors()).toBe(before);
  });
});

test("the engine decides which of the two it is", () => {
  const optimizer = createOptimizer(
    { a: { shape: [1], values: Float32Array.of(3) } },
    adam({ learningRate: 1 }),
  );
  const weight = engine().tidy(() => optimizer.weights().a!.dataSync()[0]);
  expect(weight).toBe(3);
  optimizer.dispose();
});

describe("settings", () => {
  test("Adam's decay enters the gradient, AdamW's shrinks the parameters, by 0.01 when nothing is said", () => {
    expect(adam({ learningRate: 1 })).toEqual(settings({ gradientDecay: 0, parameterDecay: 0 }));
    expect(adam({ learningRate: 1, weightDecay: 0.5 })).toEqual(
      settings({ gradientDecay: 0.5, parameterDecay: 0 }),
    );
    expect(adamW({ learningRate: 1 })).toEqual(settings({ gradientDecay: 0, parameterDecay: 0.01 }));
    expect(adamW({ learningRate: 1, weightDecay: 0 })).toEqual(
      settings({ gradientDecay: 0, parameterDecay: 0 }),
    );
  });

  test.each<[AdamOptions, string]>([
    [{ learningRate: 0 }, "adam needs a positive learningRate, such as 1e-3, got 0"],
    [{ learningRate: Number.NaN }, "adam needs a positive learningRate, such as 1e-3, got NaN"],
    [{ learningRate: Infinity }, "adam needs a positive learningRate, such as 1e-3, got Infinity"],
    [{ learningRate: 1, firstMomentDecay: 1 }, "adam needs firstMomentDecay in [0, 1), got 1"],
    [{ learningRate: 1, secondMomentDecay: -0.1 }, "adam needs secondMomentDecay in [0, 1), got -0.1"],
    [{ learningRate: 1, weightDecay: -1 }, "adam needs weightDecay of 0 or more, got -1"],
    [{ learningRate: 1, weightDecay: Number.NaN }, "adam needs weightDecay of 0 or more, got NaN"],
    [{ learningRate: 1, epsilon: 0 }, "adam needs a positive epsilon, got 0"],
  ])("%j is refused", (options, message) => {
    expect(() => adam(options)).toThrow(new RangeError(message));
    expect(() => adamW(options)).toThrow(new RangeError(message.replace("adam", "adamW")));
  });
});

function settings(decay: Pick<OptimizerSettings, "gradientDecay" | "parameterDecay">): OptimizerSettings {
  return { learningRate: 1, firstMomentDecay: 0.9, secondMomentDecay: 0.999, epsilon: 1e-8, ...decay };
}

/** What work gives in the end. */
function finish<Result>(work: Generator<void, Result, void>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

function apply(optimizer: Optimizer, gradients: Parameters, learningRate?: number): void {
  const { tensor, tidy } = engine();
  tidy(() => {
    const slopes = Object.entries(gradients).map(([name, { shape, values }]) => [
      name,
      tensor(values, [...shape]),
    ]);
    optimizer.apply(optimizer.weights(), Object.fromEntries(slopes), learningRate);
  });
}
