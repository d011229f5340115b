import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { Tensors } from "../layers/layer";
import { type AdamRates, nativeKernels } from "../native-kernels";
import type { Parameter, Parameters } from "../parameters";
import type { OptimizerSettings } from "./adam";
import { copyState } from "./copy-state";
import type { Optimizer, OptimizerMoments } from "./optimizer";

/** One parameter under training: handles of variables that TensorFlow updates in place. */
interface Slot {
  readonly value: Tensor;
  readonly firstMoment: Tensor;
  readonly secondMoment: Tensor;
}

/** Adam by TensorFlow's `ResourceApplyAdam`. */
export function nativeOptimizer(
  parameters: Parameters,
  settings: OptimizerSettings,
  moments?: OptimizerMoments,
): Optimizer {
  const kernels = nativeKernels();
  const { tensor, tidy, zeros } = engine();
  const slots = new Map<string, Slot>();
  const handles: Tensor[] = [];
  const variable = (shape: readonly number[], initial: Float32Array | undefined) => {
    const size = [...shape];
    handles.push(kernels.createVariable(shape, () => (initial ? tensor(initial, size) : zeros(size))));
    return handles.at(-1)!;
  };
  const dispose = () => {
    for (const handle of handles.splice(0)) kernels.destroyVariable(handle);
  };
  try {
    for (const [name, { shape, values }] of Object.entries(parameters)) {
      const value = variable(shape, values);
      const firstMoment = variable(shape, moments?.first[name]?.values);
      const secondMoment = variable(shape, moments?.second[name]?.values);
      slots.set(name, { value, firstMoment, secondMoment });
    }
  } catch (error) {
    dispose();
    throw error;
  }
  let steps = moments?.steps ?? 0;
  const copyOf = (handle: Tensor): Parameter => {
    const present = kernels.readVariable(handle);
    // The binding copies.
    const copy = { shape: present.shape, values: present.dataSync<"float32">() };
    present.dispose();
    return copy;
  };
  return {
    weights: () =>
      Object.fromEntries([...slots].map(([name, { value }]) => [name, kernels.readVariable(value)])),
    apply(weights, gradients, learningRate = settings.learningRate) {
      steps++;
      tidy(() => {
        const slopes = withDecay(weights, gradients, settings.gradientDecay);
        const shrinkage = scaled(weights, learningRate * settings.parameterDecay);
        // A variable that somebody still reads would be copied instead of updated in place.
        for (const weight of Object.values(weights)) weight.dispose();
        const rates = adamRates(settings, learningRate, steps);
        for (const [name, { value, firstMoment, secondMoment }] of slots) {
          if (shrinkage) kernels.subtract(value, shrinkage[name]!);
          kernels.applyAdam(value, firstMoment, secondMoment, rates, slopes[name]!);
        }
      });
    },
    parameters: () =>
      Object.fromEntries([...slots].map(([name, { value }]): [string, Parameter] => [name, copyOf(value)])),
    state: () => copyState(slots, steps, copyOf),
    dispose,
  };
}

/** The gradients of the loss with an L2 penalty. */
function withDecay(weights: Tensors, gradients: Tensors, decay: number): Tensors {
  const { add } = engine();
  const penalties = scaled(weights, decay);
  if (!penalties) return gradients;
  return Object.fromEntries(Object.entries(penalties).map(([name, p]) => [name, add(gradients[name]!, p)]));
}

function scaled(weights: Tensors, factor: number): Tensors | undefined {
  if (factor === 0) return undefined;
  const { mul } = engine();
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, mul(weight, factor)]));
}

/**
 * The kernel adds its ε to the root of the second moment before the correction of its bias, PyTorch and the paper
 * after it: multiplied by the correction the two are the same.
 */
function adamRates(settings: OptimizerSettings, learningRate: number, steps: number): AdamRates {
  const { scalar } = engine();
  const { firstMomentDecay, secondMomentDecay, epsilon } = settings;
  const [firstPower, secondPower] = [firstMomentDecay ** steps, secondMomentDecay ** steps];
  const rates = [firstPower, secondPower, learningRate, firstMomentDecay, secondMomentDecay];
  return [...rates, epsilon * Math.sqrt(1 - secondPower)].map((rate) => scalar(rate));
}
