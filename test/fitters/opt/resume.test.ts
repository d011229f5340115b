import { beforeAll, describe, expect, test } from "vitest";
import { finish } from "../../../lib/fitters/finish";
import { fitOptsTogether } from "../../../lib/fitters/opt/fit";
import type { OptModel } from "../../../lib/fitters/opt/model";
import { type OptTrainingOptions, planOf } from "../../../lib/fitters/opt/options";
import type { WorkState } from "../../../lib/fitters/work-keeper";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { aliveTensors } from "../../nets/helpers";
import { expectSameParameters } from "../images";
import { memoryKeeper, noiseBlocks, smallModel, stopBeyond, taskOf } from "./small-models";

beforeAll(tensorsReady);

/** Everything that a step may depend on: dropout, random starts, several parts, a walk that ends inside a step. */
const base = smallModel({ dropout: 0.1, attentionDropout: 0.2 });
const options: OptTrainingOptions = {
  steps: 12,
  batchSize: 5,
  textsAtOnce: 2,
  blocksPerText: 2,
  learningRate: 0.01,
  maximumNorm: 0.5,
};
const plan = planOf("fitOpt", options);
const tasks = ["first", "second"].map((name) => taskOf(noiseBlocks(23, 6, createRandom(name)), name));

describe("a training that is stopped and begun again", () => {
  const expected = () => finish(fitOptsTogether(base, plan, tasks));

  function expectSame(actual: readonly OptModel[], wanted: readonly OptModel[]): void {
    actual.forEach((model, task) => {
      expectSameParameters(model.parameters, wanted[task]!.parameters);
      expect(model.losses).toEqual(wanted[task]!.losses);
    });
  }

  test.each([1, 4, 7, 11])(
    "in the step after %d: the same parameters bit for bit, and the same curve",
    (step) => {
      const { keeper, found } = memoryKeeper(step);
      const before = aliveTensors();
      // After the first part of the next step.
      stopBeyond(fitOptsTogether(base, plan, tasks, keeper), step / 12);
      expect(aliveTensors()).toBe(before);
      const resumed = finish(fitOptsTogether(base, plan, tasks, keeper));
      expect(aliveTensors()).toBe(before);
      expect(found).toEqual(["23 6"]);
      expectSame(resumed, expected());
    },
  );

  test("again and again, some steps later each time", () => {
    const { keeper, found, keptCount } = memoryKeeper(2);
    for (const step of [2, 5, 6, 10]) stopBeyond(fitOptsTogether(base, plan, tasks, keeper), step / 12);
    const resumed = finish(fitOptsTogether(base, plan, tasks, keeper));
    expect(found).toHaveLength(4);
    expect(keptCount()).toBeGreaterThanOrEqual(5);
    expectSame(resumed, expected());
  });

  test("goes on at the step after the one that was kept", () => {
    const { keeper } = memoryKeeper(7);
    const work = fitOptsTogether(base, plan, tasks, keeper);
    stopBeyond(work, 7.5 / 12);
    const notes = [...fitOptsTogether(base, plan, tasks, keeper)].map(({ note, share }) => ({ note, share }));
    expect(notes[0]!.note).toBe("step 8 of 12");
    expect(notes[0]!.share).toBeCloseTo((7 + 1 / 3) / 12, 12);
    expect(notes.at(-1)).toMatchObject({ share: 1, note: expect.stringMatching(/^step 12 of 12, loss \d/) });
  });

  test("one of two groups is found again, and the other begun anew", () => {
    const other = taskOf(noiseBlocks(9, 6, createRandom("third")), "third");
    const three = [tasks[0]!, other, tasks[1]!];
    const wanted = finish(fitOptsTogether(base, plan, three));
    const { keeper, found } = memoryKeeper(5);
    // In the second group, of one task.
    stopBeyond(fitOptsTogether(base, plan, three, keeper), 2 / 3);
    const resumed = finish(fitOptsTogether(base, plan, three, keeper));
    expect(found).toEqual(["23 6"]);
    expectSame(resumed, wanted);
  });
});

describe("a state of another training is refused", () => {
  const keptState = () => {
    const { keeper, states } = memoryKeeper(3);
    stopBeyond(fitOptsTogether(base, plan, tasks, keeper), 3 / 12);
    return [...states.values()][0]!;
  };
  const facts = (state: WorkState) => state.facts as Record<string, unknown>;

  test.each<[string, (state: WorkState) => WorkState, RegExp]>([
    ["no step", (state) => ({ ...state, facts: {} }), /it is of step undefined, the training has 12/],
    ["a step too far", (state) => ({ ...state, facts: { ...facts(state), step: 12 } }), /it is of step 12/],
    ["no curve", (state) => ({ ...state, facts: { ...facts(state), counts: [1] } }), /its learning curve is that/],
    ["one replicate", (state) => ({ ...state, facts: { ...facts(state), sums: [[1]] } }), /its learning curve is that/],
    [
      "a tensor too few",
      ({ tensors, ...state }) => ({ ...state, tensors: Object.fromEntries(Object.entries(tensors).slice(1)) }),
      /its tensor .* is not of shape \[2,/,
    ],
  ])("%s", (_, change, message) => {
    const { keeper, states } = memoryKeeper(Infinity);
    states.set("23 6", change(keptState()));
    const before = aliveTensors();
    expect(() => finish(fitOptsTogether(base, plan, tasks, keeper))).toThrow(message);
    expect(aliveTensors()).toBe(before);
  }); // biome-ignore format: a table
});
