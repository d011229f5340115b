import type { Tensor, Tensor4D } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { eachReplicate, sumOfChannels } from "./each-replicate";
import type { Layer } from "./layer";

/** Sizes of a convolution of square kernels. */
export interface ConvolutionSizes {
  readonly inputChannels: number;
  readonly outputChannels: number;
  readonly kernel: number;
  readonly stride: number;
}

/**
 * Two-dimensional convolution of [replicates, rows, height, width, channels], padded with zeros so that height and
 * width are divided by the stride ("same": for kernel 4 and stride 2, one pixel on each side). Parameters:
 * `NAME.weights` [kernel, kernel, input channels, output channels] and `NAME.bias` [output channels]. Replicates are
 * convolved one after the other: they share no product.
 */
export function convolution(name: string, sizes: ConvolutionSizes): Layer {
  const { inputChannels, outputChannels, kernel, stride } = sizes;
  const [weightsName, biasName] = [`${name}.weights`, `${name}.bias`];
  const fanIn = kernel * kernel * inputChannels;
  return {
    parameters: {
      [weightsName]: { shape: [kernel, kernel, inputChannels, outputChannels], fanIn },
      [biasName]: { shape: [outputChannels], fanIn },
    },
    forward(input, weights) {
      const { add, conv2d } = engine();
      const filters = weights[weightsName]!;
      return {
        output: eachReplicate(
          (images, filter, bias) => add(conv2d(images as Tensor4D, filter as Tensor4D, stride, "same"), bias),
          input,
          filters,
          weights[biasName]!,
        ),
        backward(outputGradient, gradients) {
          gradients[weightsName] = eachReplicate(
            (images, gradient) => filterGradient(images, gradient, stride, filters.shape.slice(1)),
            input,
            outputGradient,
          );
          gradients[biasName] = sumOfChannels(outputGradient);
          return () =>
            eachReplicate(
              (gradient, filter) => spread(gradient, filter, stride, input.shape.slice(1)),
              outputGradient,
              filters,
            );
        },
      };
    },
  };
}

/** Gradient of a convolution by its filters: [rows, height, width, input channels] and the gradient by its output. */
export function filterGradient(
  images: Tensor,
  outputGradient: Tensor,
  stride: number,
  filterShape: readonly number[],
): Tensor {
  return engine()
    .engine()
    .runKernel(
      "Conv2DBackpropFilter",
      { x: images, dy: outputGradient },
      { strides: stride, pad: "same", dataFormat: "NHWC", filterShape },
    ) as Tensor;
}

/** The transpose of a convolution: from what has its output's shape to what has its input's. */
export function spread(
  values: Tensor,
  filters: Tensor,
  stride: number,
  inputShape: readonly number[],
): Tensor {
  return engine()
    .engine()
    .runKernel(
      "Conv2DBackpropInput",
      { dy: values, filter: filters },
      { strides: stride, pad: "same", dataFormat: "NHWC", inputShape },
    ) as Tensor;
}
