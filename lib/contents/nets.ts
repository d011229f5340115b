/**
 * Tensors, layers, optimisers: the networks behind the fitters.
 *
 * @module
 */

export { type Backend, checkBackend } from "../nets/backend";
export { readSafetensors, writeSafetensors } from "../nets/files/safetensors";
export { type OptConfiguration, optParameterShapes } from "../nets/opt/configuration";
export { countParameters, type Parameter, type Parameters } from "../nets/parameters";
export { tensorsReady } from "../nets/ready";
export type { NamedTensors } from "../nets/safetensors/encode";
export type { NextTokenScores, TokenReader } from "../nets/token-reader";
export type {
  Architecture,
  ConvolutionalArchitecture,
  DenseArchitecture,
} from "../nets/variational/architecture";
