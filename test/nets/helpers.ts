import { expect } from "vitest";
import { engine } from "../../lib/nets/engine";
import type { Layer, Tensors } from "../../lib/nets/layers/layer";
import { loadParameters } from "../../lib/nets/load-parameters";
import type { Parameters } from "../../lib/nets/parameters";
import { tensorsReady } from "../../lib/nets/ready";
import { stackParameters } from "../../lib/nets/stack";
import type { Random } from "../../lib/random/random";
import { expectClose } from "../fitters/helpers";

/** Parameters as golden files hold them. */
export type GoldenParameters = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
>;

export function parametersFrom(golden: GoldenParameters): Parameters {
  return Object.fromEntries(
    Object.entries(golden).map(([name, { shape, values }]) => [
      name,
      { shape, values: Float32Array.from(values) },
    ]),
  );
}

/** Names, shapes and numbers, each array within `relative` of its largest golden entry. */
export function expectParameters(actual: Parameters, golden: GoldenParameters, relative: number): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(golden).sort());
  for (const [name, { shape, values }] of Object.entries(golden)) {
    expect(actual[name]!.shape, name).toEqual(shape);
    expectClose(actual[name]!.values, values, relative);
  }
}

/** Whether the native engine computes here. A test file that needs it says so when it does not. */
export async function isNative(what: string): Promise<boolean> {
  await tensorsReady();
  const { backendName, backendReason } = engine();
  if (backendName === "tensorflow") return true;
  console.warn(
    `SKIPPED: ${what}. They need the native tensor engine, here it is ${backendName} (${backendReason}): npm run setup`,
  );
  return false;
}

/** Tensors that are alive, of whoever. */
export const aliveTensors = (): number => engine().memory().numTensors;

export function normals(count: number, random: Random): Float32Array {
  return Float32Array.from(random.fillNormal(new Float64Array(count)));
}

/** Normal parameters for every replicate of a network, as layers take them; the caller disposes of them. */
export function randomStack(
  network: Pick<Layer, "parameters">,
  replicates: number,
  random: Random,
): { readonly weights: Tensors; dispose(): void } {
  const each = Array.from({ length: replicates }, (_, replicate) =>
    Object.fromEntries(
      Object.entries(network.parameters).map(([name, { shape }]) => {
        const size = shape.reduce((product, length) => product * length, 1);
        return [name, { shape, values: normals(size, random.fork(name).fork(replicate)) }];
      }),
    ),
  );
  const stacked = Object.entries(stackParameters(each)).map(([name, { shape, values }]) => [
    name,
    engine().tensor(values, [...shape]),
  ]);
  const weights: Tensors = Object.fromEntries(stacked);
  return { weights, dispose: () => engine().dispose(weights as never) };
}

export { loadParameters };
