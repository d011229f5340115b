import type { Parameter, Parameters } from "../parameters";
import { type OptConfiguration, optParameterShapes } from "./configuration";

/**
 * The parameters as the network computes with them: biases and normalisations as rows [1, n], and queries, keys and
 * values of a layer as one linear map of three times the width. What is not joined is not copied.
 */
export function packParameters(configuration: OptConfiguration, parameters: Parameters): Parameters {
  const packed: Record<string, Parameter> = {};
  for (const name of Object.keys(optParameterShapes(configuration))) {
    const joined = joinedNames(name);
    if (joined === undefined) packed[name] = asMatrix(parameters[name]!);
    else if (joined.part === 0)
      packed[joined.name] = asMatrix(join(joined.parts.map((part) => parameters[part]!)));
  }
  return packed;
}

/** The same parameters with the names and shapes of checkpoints again. */
export function unpackParameters(configuration: OptConfiguration, packed: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(optParameterShapes(configuration)).map(([name, shape]) => {
      const joined = joinedNames(name);
      const { values } = packed[joined?.name ?? name]!;
      if (joined === undefined) return [name, { shape, values }];
      const size = values.length / 3;
      return [name, { shape, values: values.slice(joined.part * size, (joined.part + 1) * size) }];
    }),
  );
}

const projections = ["q_proj", "k_proj", "v_proj"];

/** The name under which queries, keys and values are joined, and which of the three `name` is. */
function joinedNames(name: string) {
  const match = /^(.*\.self_attn\.)([qkv]_proj)(\.(?:weight|bias))$/.exec(name);
  if (!match) return undefined;
  const [, before, projection, after] = match;
  return {
    name: `${before}qkv_proj${after}`,
    part: projections.indexOf(projection!),
    parts: projections.map((other) => `${before}${other}${after}`),
  };
}

function asMatrix({ shape, values }: Parameter): Parameter {
  return { shape: shape.length === 1 ? [1, ...shape] : shape, values };
}

/** Rows of matrices one after the other; of vectors, their numbers. */
function join(parts: readonly Parameter[]): Parameter {
  const [length, ...rest] = parts[0]!.shape as [number, ...number[]];
  const values = new Float32Array(parts.reduce((total, part) => total + part.values.length, 0));
  parts.forEach((part, index) => {
    values.set(part.values, index * part.values.length);
  });
  return { shape: [length * parts.length, ...rest], values };
}
