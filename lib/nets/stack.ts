import type { Parameter, Parameters } from "./parameters";

/** The parameters of several networks as one, with the replicates as the first axis of each. */
export function stackParameters(replicates: readonly Parameters[]): Parameters {
  const stacked = Object.entries(replicates[0]!).map(([name, { shape, values }]): [string, Parameter] => {
    const all = new Float32Array(replicates.length * values.length);
    replicates.forEach((parameters, r) => {
      all.set(parameters[name]!.values, r * values.length);
    });
    return [name, { shape: [replicates.length, ...shape], values: all }];
  });
  return Object.fromEntries(stacked);
}

/** The parameters of each network in a stack. */
export function unstackParameters(stacked: Parameters): Parameters[] {
  const count = Object.values(stacked)[0]!.shape[0]!;
  return Array.from({ length: count }, (_, replicate) =>
    Object.fromEntries(
      Object.entries(stacked).map(([name, { shape, values }]): [string, Parameter] => {
        const size = values.length / count;
        return [
          name,
          { shape: shape.slice(1), values: values.slice(replicate * size, (replicate + 1) * size) },
        ];
      }),
    ),
  );
}
