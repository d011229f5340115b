import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Gradual } from "../../../lib/fitters/family";
import { finish } from "../../../lib/fitters/finish";
import { FitError } from "../../../lib/fitters/fit-error";
import { inGroups } from "../../../lib/fitters/training/groups";
import {
  requireFiniteParameters,
  type StackedTraining,
  type TrainingProgress,
  trainTogether,
} from "../../../lib/fitters/training/train-together";
import { createRandom } from "../../../lib/random/create-random";

/** A training without a network: every replicate's loss of a row is its number and the step's. */
function recorded(settings: Pick<StackedTraining, "rows" | "batchSize" | "steps">) {
  const log = { steps: 0, measured: 0, loaded: [] as number[][] };
  const training: StackedTraining = {
    name: "fitNothing",
    learningRate: 0.5,
    ...settings,
    load: (replicate, indices) => {
      log.loaded[replicate] = [...(log.loaded[replicate] ?? []), ...indices];
    },
    step: () => {
      log.steps++;
    },
    measuredStep: () => {
      log.steps++;
      log.measured++;
      return [1, 2].map((replicate) => settings.batchSize * (100 * replicate + log.steps));
    },
  };
  return { log, training };
}

const two = () => [createRandom("first"), createRandom("second")];

test("every step is done once, on batches of each replicate's own order", () => {
  const { log, training } = recorded({ rows: 10, batchSize: 5, steps: 8 });
  finish(trainTogether(training, two()));
  expect(log.steps).toBe(8);
  expect(log.loaded.map((rows) => rows.length)).toEqual([40, 40]);
  expect(log.loaded[0]).not.toEqual(log.loaded[1]);
});

test("the curve has a finite value for every pass, or for every step where one takes more", () => {
  const size = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(size, size, size, (rows, batchSize, steps) => {
      const { log, training } = recorded({ rows, batchSize, steps });
      const curves = finish(trainTogether(training, two()));
      const passes = Math.max(1, Math.round((steps * batchSize) / rows));
      for (const [replicate, curve] of curves.entries()) {
        expect(curve).toHaveLength(Math.min(passes, steps));
        // Losses grow with the steps, so that the curve does.
        curve.forEach((loss, at) => {
          expect(loss - 100 * (replicate + 1)).toBeGreaterThan(
            at === 0 ? 0 : curve[at - 1]! - 100 * (replicate + 1),
          );
          expect(loss - 100 * (replicate + 1)).toBeLessThanOrEqual(steps);
        });
      }
      expect(log.steps).toBe(steps);
      expect(log.measured).toBeLessThanOrEqual(Math.ceil(steps / 4) + Math.min(passes, steps) + 1);
    }),
  );
});

test("progress goes to 1, a step at a time, and says where it is", () => {
  const { training } = recorded({ rows: 4, batchSize: 2, steps: 4 });
  const steps = [...trainTogether(training, two())];
  expect(steps.map(({ share }) => share)).toEqual([0.25, 0.5, 0.75, 1]);
  expect(steps[0]!.note).toBe("step 1 of 4, loss 101.00");
  // Steps whose loss is not measured say where they are, too.
  expect(steps.map(({ note }) => note!.slice(0, 11))).toEqual(
    [1, 2, 3, 4].map((step) => `step ${step} of 4`),
  );
});

describe("a training that goes on where another stopped", () => {
  /** A training whose every loss depends on what was loaded and when, and where it was after every step. */
  function traced(settings: Pick<StackedTraining, "rows" | "batchSize" | "steps">, from?: TrainingProgress) {
    const [loaded, seen]: [number[][], TrainingProgress[]] = [[], []];
    let step = from?.step ?? 0;
    const training: StackedTraining = {
      name: "fitNothing",
      learningRate: 0.5,
      ...settings,
      from,
      load: (replicate, indices) => {
        loaded[replicate] = [...indices];
      },
      step: () => void step++,
      measuredStep: () => {
        step++;
        return loaded.map((indices) => step + indices.reduce((sum, index) => sum + index / 7, 0));
      },
      // biome-ignore lint/correctness/useYield: a copy in memory takes no time
      *afterStep(progress) {
        seen.push(structuredClone(progress));
      },
    };
    return { training, seen };
  }

  test("has the same curves, and is then where the other is", () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 2, max: 40 }), fc.nat(), (rows, batchSize, steps, place) => {
        const whole = traced({ rows, batchSize, steps });
        const expected = finish(trainTogether(whole.training, two()));
        expect(whole.seen.map(({ step }) => step)).toEqual(
          Array.from({ length: steps - 1 }, (_, at) => at + 1),
        );
        const at = place % (steps - 1);
        const rest = traced({ rows, batchSize, steps }, whole.seen[at]);
        expect(finish(trainTogether(rest.training, two()))).toEqual(expected);
        expect(rest.seen).toEqual(whole.seen.slice(at + 1));
      }),
    );
  });

  test("reports from there on", () => {
    const whole = traced({ rows: 4, batchSize: 2, steps: 4 });
    finish(trainTogether(whole.training, two()));
    const rest = traced({ rows: 4, batchSize: 2, steps: 4 }, whole.seen[1]);
    const shares = [...trainTogether(rest.training, two())].map(({ share }) => share);
    expect(shares).toEqual([0.75, 1]);
  });
});

describe("steps in parts", () => {
  const inThree = (result: readonly number[]) =>
    function* () {
      yield 1 / 3;
      yield 2 / 3;
      return result;
    };

  test("report the share of each, with the last loss that was measured", () => {
    const { training } = recorded({ rows: 4, batchSize: 2, steps: 2 });
    const slow = { ...training, step: inThree([]), measuredStep: inThree([6, 8]) };
    const steps = [...trainTogether(slow, two())];
    expect(steps.map(({ share }) => share)).toEqual(
      [1, 2, 3, 4, 5, 6].map((part) => expect.closeTo(part / 6, 12)),
    );
    expect(steps.map(({ note }) => note)).toEqual([
      ...["step 1 of 2", "step 1 of 2", "step 1 of 2, loss 3.00"],
      ...["step 2 of 2, loss 3.00", "step 2 of 2, loss 3.00", "step 2 of 2, loss 3.00"],
    ]);
  });

  test("are stopped with the work", () => {
    let freed = false;
    const { training } = recorded({ rows: 4, batchSize: 2, steps: 2 });
    const holding = {
      ...training,
      *measuredStep() {
        try {
          yield 0.5;
          return [1, 1];
        } finally {
          freed = true;
        }
      },
    };
    const work = trainTogether(holding, two());
    work.next();
    work.return([]);
    expect(freed).toBe(true);
  });
});

describe("what is no number stops it", () => {
  test.each([Number.NaN, Infinity])("a loss of %d", (loss) => {
    const { training } = recorded({ rows: 4, batchSize: 2, steps: 9 });
    let steps = 0;
    const broken = { ...training, measuredStep: () => [1, ++steps === 2 ? loss : 1] };
    const work = trainTogether(broken, two());
    const message =
      `fitNothing stopped at step 3 of 9: the loss is ${loss} at learning rate 0.5. ` +
      "Lower learningRate, or look for extreme values in the data";
    expect(() => finish(work)).toThrow(new FitError(message, 1));
    try {
      steps = 0;
      finish(trainTogether(broken, two()));
    } catch (error) {
      expect((error as FitError).task).toBe(1);
    }
  });

  test("a parameter after the last step", () => {
    const parameters = (value: number) => ({ weights: { shape: [2], values: Float32Array.of(1, value) } });
    const { training } = recorded({ rows: 4, batchSize: 2, steps: 9 });
    requireFiniteParameters(training, [parameters(2), parameters(-3)]);
    expect(() => requireFiniteParameters(training, [parameters(2), parameters(-Infinity)])).toThrow(
      "fitNothing stopped at step 9 of 9: weights holds -Infinity at learning rate 0.5. Lower learningRate",
    );
  });
});

describe("groups", () => {
  const random = createRandom("groups");
  const tasks = [3, 1, 3, 2, 1, 3].map((length) => ({ data: new Float64Array(length), random }));
  const keyOf = ({ data }: { data: Float64Array }) => `${data.length}`;
  type Fitted = { readonly length: number; readonly together: number };

  function* lengths(group: typeof tasks): Gradual<Fitted[]> {
    yield { share: 0.5, note: "half" };
    return group.map(({ data }) => ({ length: data.length, together: group.length }));
  }

  test("equal keys are done together, and results come back in the order of the tasks", () => {
    expect(
      finish(inGroups<Float64Array, Fitted>(tasks, keyOf, (group) => lengths([...group] as typeof tasks))),
    ).toEqual(
      [
        [3, 3],
        [1, 2],
        [3, 3],
        [2, 1],
        [1, 2],
        [3, 3],
      ].map(([length, together]) => ({ length, together })),
    );
  });

  test("progress counts the tasks of each group", () => {
    const steps = [
      ...inGroups<Float64Array, Fitted>(tasks, keyOf, (group) => lengths([...group] as typeof tasks)),
    ];
    expect(steps.map(({ share }) => share)).toEqual(
      [1.5, 4, 5.5].map((done) => expect.closeTo(done / 6, 12)),
    );
  });

  test("an error names the task, not its place in the group", () => {
    function* failing(group: readonly unknown[]): Gradual<Fitted[]> {
      yield { share: 0 };
      if (group.length === 2) throw new FitError("no", 1);
      return group.map(() => ({ length: 0, together: 0 }));
    }
    expect(() => finish(inGroups<Float64Array, Fitted>(tasks, keyOf, failing))).toThrow(
      expect.objectContaining({ name: "FitError", message: "no", task: 4 }),
    );
  });

  test("what breaks off the whole breaks off the group at work", () => {
    let freed = 0;
    function* holding(group: readonly unknown[]): Gradual<Fitted[]> {
      try {
        for (;;) yield { share: 0 };
      } finally {
        freed += group.length;
      }
    }
    const work = inGroups<Float64Array, Fitted>(tasks, keyOf, holding);
    work.next();
    work.return([]);
    expect(freed).toBe(3);
  });
});
