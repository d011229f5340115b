import type { Parameter } from "../parameters";
import type { OptimizerState } from "./optimizer";

/** Handles of one parameter under training. */
interface Slot<Handle> {
  readonly value: Handle;
  readonly firstMoment: Handle;
  readonly secondMoment: Handle;
}

/** A copy of all that an optimiser holds, a parameter at a time: hundreds of megabytes take seconds. */
export function* copyState<Handle>(
  slots: ReadonlyMap<string, Slot<Handle>>,
  steps: number,
  copyOf: (handle: Handle) => Parameter,
): Generator<void, OptimizerState, void> {
  const parameters: Record<string, Parameter> = {};
  const first: Record<string, Parameter> = {};
  const second: Record<string, Parameter> = {};
  for (const [name, { value, firstMoment, secondMoment }] of slots) {
    parameters[name] = copyOf(value);
    first[name] = copyOf(firstMoment);
    second[name] = copyOf(secondMoment);
    yield;
  }
  return { parameters, moments: { steps, first, second } };
}
