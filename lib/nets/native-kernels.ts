import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "./engine";

/** What is used of the native engine beyond TensorFlow.js: TensorFlow's own operations by name. */
interface NativeBackend {
  readonly binding: Readonly<Record<string, number>>;
  executeMultipleOutputs(
    name: string,
    attributes: readonly object[],
    inputs: readonly Tensor[],
    outputs: number,
  ): Tensor[];
}

/** The numbers of a step of `ResourceApplyAdam`, as tensors, in the order of its arguments. */
export type AdamRates = readonly Tensor[];

/**
 * TensorFlow creates a variable of its own at every call under this name; the name stands in its source as
 * `ResourceHandle::ANONYMOUS_NAME`.
 */
const anonymous = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

/** Operations on variables, which TensorFlow updates in place, and passes that it makes in one. Native engine only. */
export function nativeKernels() {
  const backend = engine().backend() as unknown as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_ATTR_SHAPE, TF_ATTR_BOOL, TF_FLOAT } = backend.binding;
  const type = (name: string) => ({ name, type: TF_ATTR_TYPE, value: TF_FLOAT });
  const text = (name: string, value: string) => ({ name, type: TF_ATTR_STRING, value });
  const no = (name: string) => ({ name, type: TF_ATTR_BOOL, value: false });
  const run = (name: string, attributes: readonly object[], inputs: readonly Tensor[], outputs = 0) =>
    backend.executeMultipleOutputs(name, attributes, inputs, outputs);
  const adamAttributes = [type("T"), no("use_locking"), no("use_nesterov")];
  return {
    /** A variable with a first value; the handle outlives every `tidy` until it is destroyed. */
    createVariable(shape: readonly number[], initial: () => Tensor): Tensor {
      const { keep, tidy } = engine();
      return tidy(() => {
        const attributes = [
          text("container", ""),
          text("shared_name", anonymous),
          type("dtype"),
          { name: "shape", type: TF_ATTR_SHAPE, value: shape },
        ];
        // First, since there may be no memory for it.
        const value = initial();
        const handle = keep(run("VarHandleOp", attributes, [], 1)[0]!);
        run("AssignVariableOp", [type("dtype")], [handle, value]);
        return handle;
      });
    },
    readVariable: (handle: Tensor): Tensor => run("ReadVariableOp", [type("dtype")], [handle], 1)[0]!,
    subtract(handle: Tensor, value: Tensor): void {
      run("AssignSubVariableOp", [type("dtype")], [handle, value]);
    },
    /** The gradient where the output is positive, else 0. */
    reluGradient: (outputGradient: Tensor, output: Tensor): Tensor =>
      run("ReluGrad", [type("T")], [outputGradient, output], 1)[0]!,
    /** Overwrites rows of a matrix [rows, columns] in its own memory, which all views of it share. */
    updateInPlace(matrix: Tensor, places: Tensor, rows: Tensor): void {
      run("InplaceUpdate", [type("T")], [matrix, places, rows], 1)[0]!.dispose();
    },
    destroyVariable(handle: Tensor): void {
      run("DestroyResourceOp", [no("ignore_lookup_error")], [handle]);
      handle.dispose();
    },
    applyAdam(value: Tensor, firstMoment: Tensor, secondMoment: Tensor, rates: AdamRates, gradient: Tensor) {
      run("ResourceApplyAdam", adamAttributes, [value, firstMoment, secondMoment, ...rates, gradient]);
    },
  };
}
