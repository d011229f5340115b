import type { OptimizerState } from "../../nets/optimizers/optimizer";
import type { Parameters } from "../../nets/parameters";
import type { TrainingProgress } from "../training/train-together";
import type { WorkState } from "../work-keeper";

/**
 * Where the training of some replicates is: with the settings and the streams all that the rest depends on. The streams
 * begin anew; those of order and starts are drawn from as often as before, those of dropout are apart for every step.
 */
export interface OptTrainingState {
  readonly progress: TrainingProgress;
  readonly trainer: OptimizerState;
}

/** What a training has before its first step. */
export interface ExpectedTraining {
  /** The stacked parameters. */
  readonly parameters: Parameters;
  readonly replicates: number;
  readonly steps: number;
  /** Points of the learning curve. */
  readonly passes: number;
}

const prefixes = {
  parameters: "parameters ",
  first: "first moments ",
  second: "second moments ",
} as const;

/** A state as files hold it. */
export function workStateOf({ progress, trainer: { parameters, moments } }: OptTrainingState): WorkState {
  const tensors = {
    ...prefixed(prefixes.parameters, parameters),
    ...prefixed(prefixes.first, moments.first),
    ...prefixed(prefixes.second, moments.second),
  };
  const { step, sums, counts } = progress;
  const facts = {
    step,
    optimizerSteps: moments.steps,
    sums: sums.map((sum) => [...sum]),
    counts: [...counts],
  };
  return { tensors, facts };
}

/** @throws Error when it is no state of the training that is expected */
export function trainingStateOf({ tensors, facts }: WorkState, expected: ExpectedTraining): OptTrainingState {
  const { step, optimizerSteps, sums, counts } = facts as Partial<Facts>;
  const isStep = (value: unknown) => Number.isInteger(value) && Number(value) > 0;
  const isCurve = (value: unknown) => Array.isArray(value) && value.length === expected.passes;
  if (!isStep(step) || step! >= expected.steps || !isStep(optimizerSteps)) {
    throw new Error(`it is of step ${step}, the training has ${expected.steps}`);
  }
  if (!isCurve(counts) || sums?.length !== expected.replicates || !sums.every(isCurve)) {
    throw new Error("its learning curve is that of another training");
  }
  const part = (prefix: string) => selected(tensors, prefix, expected.parameters);
  return {
    progress: {
      step: step!,
      sums: sums.map((sum) => Float64Array.from(sum)),
      counts: Float64Array.from(counts!),
    },
    trainer: {
      parameters: part(prefixes.parameters),
      moments: { steps: optimizerSteps!, first: part(prefixes.first), second: part(prefixes.second) },
    },
  };
}

interface Facts {
  readonly step: number;
  readonly optimizerSteps: number;
  readonly sums: readonly (readonly number[])[];
  readonly counts: readonly number[];
}

function prefixed(prefix: string, parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [prefix + name, parameter]),
  );
}

function selected(tensors: Parameters, prefix: string, expected: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(expected).map(([name, { shape }]) => {
      const found = tensors[prefix + name];
      if (String(found?.shape) !== String(shape)) {
        throw new Error(`its tensor ${prefix}${name} is not of shape [${shape}]`);
      }
      return [name, found!];
    }),
  );
}
