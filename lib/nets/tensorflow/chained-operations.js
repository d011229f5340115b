/**
 * The methods of tensors, such as `tensor.add(other)`. Of TensorFlow.js's parts only the browser bundles
 * and the whole package attach them; each is the function of the same name with the tensor in front.
 */
const sameName = `
  abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh avgPool batchNorm batchToSpaceND
  broadcastTo cast ceil clipByValue conv1d conv2d conv2dTranspose cos cosh cumprod cumsum depthToSpace
  depthwiseConv2d dilation2d div divNoNan dot elu equal erf euclideanNorm exp expandDims expm1 fft floor
  floorDiv gather greater greaterEqual ifft irfft isFinite isInf isNaN leakyRelu less lessEqual
  localResponseNormalization log log1p logSigmoid logSoftmax logSumExp logicalAnd logicalNot logicalOr
  logicalXor matMul max maxPool maximum mean min minimum mirrorPad mod mul neg norm notEqual oneHot onesLike
  pad pool pow prelu prod reciprocal relu relu6 reshape reverse rfft round rsqrt selu separableConv2d sigmoid
  sign sin sinh slice softmax softplus spaceToBatchND split sqrt square squaredDifference squeeze step
  stridedSlice sub sum tan tanh tile topk transpose unique unsortedSegmentSum unstack zerosLike
`;

/** The methods that are more than the function of the same name. */
const otherwise = (core) => ({
  as1D: (tensor) => core.reshape(tensor, [tensor.size]),
  as2D: (tensor, ...shape) => core.reshape(tensor, shape),
  as3D: (tensor, ...shape) => core.reshape(tensor, shape),
  as4D: (tensor, ...shape) => core.reshape(tensor, shape),
  as5D: (tensor, ...shape) => core.reshape(tensor, shape),
  asScalar: (tensor) => core.reshape(tensor, []),
  asType: (tensor, type) => core.cast(tensor, type),
  concat: (tensor, others, axis) => core.concat([tensor].concat(others), axis),
  flatten: (tensor) => core.reshape(tensor, [tensor.size]),
  reshapeAs: (tensor, other) => core.reshape(tensor, other.shape),
  resizeBilinear: (tensor, ...rest) => core.image.resizeBilinear(tensor, ...rest),
  resizeNearestNeighbor: (tensor, ...rest) => core.image.resizeNearestNeighbor(tensor, ...rest),
  stack: (tensor, others, axis) => core.stack([tensor].concat(others), axis),
  toBool: (tensor) => core.cast(tensor, "bool"),
  toFloat: (tensor) => core.cast(tensor, "float32"),
  toInt: (tensor) => core.cast(tensor, "int32"),
  where: (tensor, condition, other) => core.where(condition, tensor, other),
});

/** Gives every tensor of `core` its methods. */
exports.registerChainedOperations = (core) => {
  const operations = Object.fromEntries(
    sameName
      .trim()
      .split(/\s+/)
      .map((name) => [name, core[name]]),
  );
  for (const [name, operation] of Object.entries({ ...operations, ...otherwise(core) })) {
    core.Tensor.prototype[name] = function chained(...rest) {
      this.throwIfDisposed();
      return operation(this, ...rest);
    };
  }
};
