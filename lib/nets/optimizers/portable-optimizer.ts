import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { Parameter, Parameters } from "../parameters";
import type { OptimizerSettings } from "./adam";
import { copyState } from "./copy-state";
import type { Optimizer, OptimizerMoments } from "./optimizer";

/** One parameter under training, with the running means of its gradient and of its gradient's square. */
interface Slot {
  value: Tensor;
  firstMoment: Tensor;
  secondMoment: Tensor;
}

/** Adam from elementary operations, on any engine. */
export function portableOptimizer(
  parameters: Parameters,
  settings: OptimizerSettings,
  moments?: OptimizerMoments,
): Optimizer {
  const slots = new Map<string, Slot>();
  const dispose = () => {
    for (const slot of slots.values()) for (const held of Object.values(slot)) held.dispose();
  };
  try {
    for (const [name, { shape, values }] of Object.entries(parameters)) {
      slots.set(name, createSlot(shape, values, moments?.first[name]?.values, moments?.second[name]?.values));
    }
  } catch (error) {
    dispose();
    throw error;
  }
  let steps = moments?.steps ?? 0;
  return {
    weights: () => Object.fromEntries([...slots].map(([name, { value }]) => [name, value])),
    apply(_, gradients, learningRate = settings.learningRate) {
      steps++;
      for (const [name, slot] of slots) update(slot, gradients[name]!, { ...settings, learningRate }, steps);
    },
    parameters: () =>
      Object.fromEntries([...slots].map(([name, { value }]): [string, Parameter] => [name, copyOf(value)])),
    state: () => copyState(slots, steps, copyOf),
    dispose,
  };
}

/** Moments that are not given are 0. */
function createSlot(
  shape: readonly number[],
  values: Float32Array,
  first?: Float32Array,
  second?: Float32Array,
): Slot {
  const { keep, tensor, tidy, zeros } = engine();
  const size = [...shape];
  const made = (numbers: Float32Array | undefined) => (numbers ? tensor(numbers, size) : zeros(size));
  // Kept only once all three are there.
  const [value, firstMoment, secondMoment] = tidy(() => [values, first, second].map(made)) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  return { value: keep(value), firstMoment: keep(firstMoment), secondMoment: keep(secondMoment) };
}

function copyOf(value: Tensor): Parameter {
  return { shape: value.shape, values: value.dataSync<"float32">().slice() };
}

function update(slot: Slot, gradient: Tensor, settings: OptimizerSettings, steps: number): void {
  const { add, div, keep, mul, sqrt, square, sub, tidy } = engine();
  const { learningRate, firstMomentDecay, secondMomentDecay, epsilon, gradientDecay, parameterDecay } =
    settings;
  const { value, firstMoment, secondMoment } = slot;
  const stepSize = learningRate / (1 - firstMomentDecay ** steps);
  const spread = Math.sqrt(1 - secondMomentDecay ** steps);
  const [next, first, second] = tidy(() => {
    const slope = gradientDecay === 0 ? gradient : add(gradient, mul(value, gradientDecay));
    const newFirst = add(mul(firstMoment, firstMomentDecay), mul(slope, 1 - firstMomentDecay));
    const newSecond = add(mul(secondMoment, secondMomentDecay), mul(square(slope), 1 - secondMomentDecay));
    const move = mul(div(newFirst, add(div(sqrt(newSecond), spread), epsilon)), stepSize);
    const kept = parameterDecay === 0 ? value : mul(value, 1 - learningRate * parameterDecay);
    return [sub(kept, move), newFirst, newSecond];
  }) as [Tensor, Tensor, Tensor];
  for (const old of [value, firstMoment, secondMoment]) old.dispose();
  Object.assign(slot, { value: keep(next), firstMoment: keep(first), secondMoment: keep(second) });
}
