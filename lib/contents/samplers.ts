/**
 * Model and random numbers → data; the families that chains are made of.
 *
 * @module
 */

export { type BasisRegressionOptions, basisRegression } from "../samplers/basis-regression";
export { bernoulli, bernoulliLogDensity, sampleBernoulli } from "../samplers/bernoulli";
export { beta, betaLogDensity, sampleBeta } from "../samplers/beta";
export { categorical, categoricalLogDensity, sampleCategorical } from "../samplers/categorical";
export { decode } from "../samplers/decoding/decode";
export type { DecodingSettings } from "../samplers/decoding/settings";
export { exponential, exponentialLogDensity, sampleExponential } from "../samplers/exponential";
export {
  type ExponentialFamilyChainOptions,
  type ExponentialFamilyTypes,
  exponentialFamily,
} from "../samplers/exponential-family";
export { gaussian, gaussianLogDensity, sampleGaussian } from "../samplers/gaussian";
export {
  type GaussianMixtureFamilyOptions,
  gaussianMixture,
  sampleGaussianMixture,
} from "../samplers/gaussian-mixture";
export { generate, generateInTurns } from "../samplers/generate";
export { type IsingGibbsOptions, ising, sampleIsing, sampleIsingByGibbs } from "../samplers/ising";
export {
  kernelDensityEstimate,
  multivariateKernelDensityEstimate,
  sampleKernelDensity,
} from "../samplers/kernel-density";
export {
  type LinearRegressionFamilyOptions,
  linearRegression,
  sampleLinearRegression,
} from "../samplers/linear-regression";
export { logNormal, logNormalLogDensity, sampleLogNormal } from "../samplers/log-normal";
export {
  drawMeanFieldStatistics,
  type MeanFieldIsingFamilyOptions,
  meanFieldIsing,
  meanFieldIsingLogDensity,
  meanFieldIsingStatistics,
  sampleMeanFieldIsing,
} from "../samplers/mean-field-ising";
export {
  multivariateGaussian,
  multivariateGaussianLogDensity,
  sampleMultivariateGaussian,
} from "../samplers/multivariate-gaussian";
export { ngram, sampleNgram, sampleNgramStream } from "../samplers/ngram";
export { type OptFamilyOptions, optLanguageModel } from "../samplers/opt";
export { pareto, paretoLogDensity, samplePareto } from "../samplers/pareto";
export { poisson, poissonLogDensity, samplePoisson } from "../samplers/poisson";
export { exactlySampledMixture, quantileSample } from "../samplers/quantile-sample";
export {
  type RegressionSource,
  sampleRegression,
  sampleRegressionMoments,
  shiftedCoefficients,
} from "../samplers/regression-source";
export {
  type GibbsOptions,
  type RestrictedBoltzmannMachineFamilyOptions,
  restrictedBoltzmannMachine,
  sampleByGibbs,
  sampleRestrictedBoltzmannMachine,
} from "../samplers/restricted-boltzmann-machine";
export { withSamplingBias } from "../samplers/sampling-bias";
export { gaussianStatistics } from "../samplers/statistics/gaussian";
export {
  bernoulliStatistics,
  categoricalStatistics,
  exponentialStatistics,
  poissonStatistics,
} from "../samplers/statistics/means";
export { multivariateGaussianStatistics } from "../samplers/statistics/multivariate-gaussian";
export type { StatisticsFamily } from "../samplers/statistics/statistics-family";
export { sampleStudentT, studentT, studentTLogDensity } from "../samplers/student-t";
export { sampleSymmetricMixture, symmetricMixture } from "../samplers/symmetric-mixture";
export { sampleUniform, uniform, uniformLogDensity } from "../samplers/uniform";
export {
  type PixelOutput,
  sampleVariationalAutoencoder,
  type VariationalSamplingOptions,
  variationalAutoencoder,
} from "../samplers/variational-autoencoder";
export { sampleZipfMandelbrot, zipfMandelbrot, zipfMandelbrotLogDensity } from "../samplers/zipf-mandelbrot";
