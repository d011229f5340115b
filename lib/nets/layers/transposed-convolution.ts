import type { Tensor, Tensor4D } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { type ConvolutionSizes, filterGradient, spread } from "./convolution";
import { eachReplicate, sumOfChannels } from "./each-replicate";
import type { Layer } from "./layer";

/**
 * The transpose of a convolution ("deconvolution"): height and width are multiplied by the stride. Parameters:
 * `NAME.weights` [kernel, kernel, output channels, input channels], the filters of the convolution that it
 * transposes, and `NAME.bias` [output channels].
 */
export function transposedConvolution(name: string, sizes: ConvolutionSizes): Layer {
  const { inputChannels, outputChannels, kernel, stride } = sizes;
  const [weightsName, biasName] = [`${name}.weights`, `${name}.bias`];
  // As PyTorch counts it, so that networks start alike: the transpose's own outputs.
  const fanIn = kernel * kernel * outputChannels;
  return {
    parameters: {
      [weightsName]: { shape: [kernel, kernel, outputChannels, inputChannels], fanIn },
      [biasName]: { shape: [outputChannels], fanIn },
    },
    forward(input, weights) {
      const { add, conv2d } = engine();
      const filters = weights[weightsName]!;
      const [, rows, height, width] = input.shape as [number, number, number, number];
      const outputShape = [rows, height * stride, width * stride, outputChannels];
      return {
        output: eachReplicate(
          (values, filter, bias) => add(enlarge(values, filter, stride, outputShape), bias),
          input,
          filters,
          weights[biasName]!,
        ),
        backward(outputGradient, gradients) {
          gradients[weightsName] = eachReplicate(
            (gradient, values) => filterGradient(gradient, values, stride, filters.shape.slice(1)),
            outputGradient,
            input,
          );
          gradients[biasName] = sumOfChannels(outputGradient);
          return () =>
            eachReplicate(
              (gradient, filter) => conv2d(gradient as Tensor4D, filter as Tensor4D, stride, "same"),
              outputGradient,
              filters,
            );
        },
      };
    },
  };
}

/**
 * The transposed convolution itself. Few output channels leave most of a processor's vectors empty: every value's
 * patch is then computed by a matrix product, and only added up where patches overlap.
 */
function enlarge(values: Tensor, filters: Tensor, stride: number, outputShape: readonly number[]): Tensor {
  const { eye, matMul, reshape } = engine();
  const [height, width, channels, inputs] = filters.shape as [number, number, number, number];
  const patch = height * width * channels;
  if (patch >= inputs) return spread(values, filters, stride, outputShape);
  const patches = matMul(
    reshape(values, [values.size / inputs, inputs]),
    reshape(filters, [patch, inputs]),
    false,
    true,
  );
  const places = reshape(eye(patch), [height, width, channels, patch]);
  return spread(reshape(patches, [...values.shape.slice(0, -1), patch]), places, stride, outputShape);
}
