/** Adam or AdamW, as plain data. */
export interface OptimizerSettings {
  readonly learningRate: number;
  /** Decay rates of the running means of the gradient and of its square. Default 0.9 and 0.999. */
  readonly firstMomentDecay: number;
  readonly secondMomentDecay: number;
  /** Added to the root of the second moment, after its bias is corrected. */
  readonly epsilon: number;
  /** Added to the gradient, times the parameter: Adam with an L2 penalty. */
  readonly gradientDecay: number;
  /** Taken off the parameter at every step, times the learning rate: AdamW. */
  readonly parameterDecay: number;
}

/** Settings that both optimisers share. */
export interface AdamOptions {
  readonly learningRate: number;
  readonly weightDecay?: number;
  readonly firstMomentDecay?: number;
  readonly secondMomentDecay?: number;
  readonly epsilon?: number;
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1), as PyTorch's `torch.optim.Adam`: weight decay, if any, is an L2 penalty that
 * enters the gradient.
 * @throws RangeError in the name of `caller` for a learning rate that is not positive and finite, or a decay outside
 *   its range
 */
export function adam(options: AdamOptions, caller = "adam"): OptimizerSettings {
  return settingsOf(caller, options, { gradientDecay: options.weightDecay ?? 0, parameterDecay: 0 });
}

/**
 * AdamW (Loshchilov & Hutter 2019): weight decay shrinks the parameters themselves, apart from the gradient.
 * @throws RangeError in the name of `caller` for a learning rate that is not positive and finite, or a decay outside
 *   its range
 */
export function adamW(options: AdamOptions, caller = "adamW"): OptimizerSettings {
  return settingsOf(caller, options, { gradientDecay: 0, parameterDecay: options.weightDecay ?? 0.01 });
}

function settingsOf(
  name: string,
  options: AdamOptions,
  decay: Pick<OptimizerSettings, "gradientDecay" | "parameterDecay">,
): OptimizerSettings {
  const { learningRate, firstMomentDecay = 0.9, secondMomentDecay = 0.999, epsilon = 1e-8 } = options;
  const { weightDecay = 0 } = options;
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new RangeError(`${name} needs a positive learningRate, such as 1e-3, got ${learningRate}`);
  }
  for (const [setting, value] of Object.entries({ firstMomentDecay, secondMomentDecay })) {
    if (!(value >= 0 && value < 1)) {
      throw new RangeError(`${name} needs ${setting} in [0, 1), got ${value}`);
    }
  }
  if (!(weightDecay >= 0 && Number.isFinite(weightDecay))) {
    throw new RangeError(`${name} needs weightDecay of 0 or more, got ${weightDecay}`);
  }
  if (!(epsilon > 0 && Number.isFinite(epsilon)))
    throw new RangeError(`${name} needs a positive epsilon, got ${epsilon}`);
  return { learningRate, firstMomentDecay, secondMomentDecay, epsilon, ...decay };
}
