import { type OptConfiguration, optParameterShapes } from "../../nets/opt/configuration";
import type { Parameter, Parameters } from "../../nets/parameters";
import type { OptModel } from "./model";

const head = "lm_head.weight";
const embedding = "model.decoder.embed_tokens.weight";

/** Whether a checkpoint's tensor has no part in the model: its version, which the first programs wrote. */
export function isIgnoredTensor(name: string): boolean {
  return /^(model\.)?decoder\.version$/.test(name);
}

/**
 * The parameters that a checkpoint's tensors are, by the tensors' names: those of `OPTForCausalLM` as they are, those of
 * `OPTModel` without `model.`. The matrix that writes words may be there once more, as `lm_head.weight`.
 * @throws Error naming a tensor that is missing, too many, there twice, or of another shape than the configuration's
 */
export function matchTensors(
  configuration: OptConfiguration,
  tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): ReadonlyMap<string, string> {
  const shapes = optParameterShapes(configuration);
  const nameOf = new Map<string, string>();
  const found = new Map<string, string>();
  for (const [tensor, { shape }] of tensors) {
    const name = tensor === head ? head : tensor.startsWith("decoder.") ? `model.${tensor}` : tensor;
    const expected = name === head ? shapes[embedding]! : Object.hasOwn(shapes, name) && shapes[name]!;
    if (!expected)
      throw new Error(
        `its tensor ${tensor} of shape [${shape}] is none of the model that config.json describes`,
      );
    if (String(shape) !== String(expected)) {
      throw new Error(`its tensor ${tensor} has the shape [${shape}], that of config.json is [${expected}]`);
    }
    if (found.has(name))
      throw new Error(`its tensors ${found.get(name)} and ${tensor} are the same parameter`);
    found.set(name, tensor);
    nameOf.set(tensor, name);
  }
  const missing = Object.keys(shapes).filter((name) => !found.has(name));
  if (missing.length > 0) {
    const more = missing.length > 1 ? ` and ${missing.length - 1} more` : "";
    throw new Error(
      `it lacks the tensor ${missing[0]} of shape [${shapes[missing[0]!]}]${more}, which config.json asks for`,
    );
  }
  return nameOf;
}

/**
 * The model of these parameters, in the order of `optParameterShapes`.
 * @throws Error when a number is not finite, or the matrix that writes words is not the embedding
 */
export function optModelOf(
  configuration: OptConfiguration,
  numbers: ReadonlyMap<string, Float32Array>,
): OptModel {
  for (const [name, values] of numbers) {
    if (!isFiniteEverywhere(values)) throw new Error(`its tensor ${name} is not finite everywhere`);
  }
  const other = numbers.get(head);
  const own = numbers.get(embedding)!;
  if (other && !other.every((value, at) => value === own[at])) {
    throw new Error(
      `its ${head} is not its ${embedding}: models with two matrices for reading and writing words are not computed here`,
    );
  }
  const parameters = Object.entries(optParameterShapes(configuration)).map(
    ([name, shape]): [string, Parameter] => [name, { shape, values: numbers.get(name)! }],
  );
  return { configuration, parameters: Object.fromEntries(parameters) };
}

/**
 * The parameters of a model, when they are those of its configuration.
 * @throws RangeError naming what is missing, too many, of another shape, or not finite
 */
export function checkedParameters({ configuration, parameters }: OptModel): Parameters {
  if (configuration.finalNormalization && !configuration.normalizeBefore) {
    throw new RangeError(
      "saveOpt needs finalNormalization false where normalizeBefore is false: there is no such OPT model",
    );
  }
  const shapes = optParameterShapes(configuration);
  const extra = Object.keys(parameters).find((name) => !Object.hasOwn(shapes, name));
  if (extra !== undefined)
    throw new RangeError(`saveOpt needs the parameters of the configuration, got ${extra}, too`);
  for (const [name, shape] of Object.entries(shapes)) {
    const parameter = parameters[name];
    if (String(parameter?.shape) !== String(shape)) {
      const got = parameter ? `[${parameter.shape}]` : "none";
      throw new RangeError(`saveOpt needs ${name} of shape [${shape}], got ${got}`);
    }
    if (!isFiniteEverywhere(parameter!.values)) {
      throw new RangeError(
        `saveOpt needs finite numbers, got others in ${name}: its training diverged; use an earlier model`,
      );
    }
  }
  return parameters;
}

/** A loop of its own: for 125 million numbers `every` takes seconds. */
function isFiniteEverywhere(values: Float32Array): boolean {
  for (let at = 0; at < values.length; at++) {
    if (!(Math.abs(values[at]!) < Infinity)) return false;
  }
  return true;
}
