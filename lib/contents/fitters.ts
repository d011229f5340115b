/**
 * Data → model: what is estimated, and how.
 *
 * @module
 */

export { type BernoulliModel, fitBernoulli } from "../fitters/bernoulli";
export { type BetaModel, fitBeta } from "../fitters/beta";
export { type CategoricalModel, type CategoricalOptions, fitCategorical } from "../fitters/categorical";
export {
  type ClassifierModel,
  classProbabilities,
  predictClasses,
} from "../fitters/classifiers/class-probabilities";
export {
  type ClassPriorOptions,
  fitGaussianClassifier,
  fitGaussianMixtureClassifier,
  type GaussianClassifierModel,
  type GaussianClassifierOptions,
  type GaussianMixtureClassifierOptions,
} from "../fitters/classifiers/gaussian-classifier";
export {
  fitLogisticRegression,
  type LogisticRegressionModel,
  type LogisticRegressionOptions,
} from "../fitters/classifiers/logistic-regression";
export { type ExponentialModel, fitExponential } from "../fitters/exponential";
export { type ExponentialFamilyOptions, fitExponentialFamily } from "../fitters/exponential-family/fit";
export type { ExponentialFamily, NaturalForm } from "../fitters/exponential-family/member";
export { exponentialFamilies } from "../fitters/exponential-family/members/all";
export type { Expectations } from "../fitters/exponential-family/newton";
export type { Drawn, Family, FitTask, Gradual, SampleTask, WorkStep } from "../fitters/family";
export { type FindModelOptions, findModel } from "../fitters/files/find-model";
export { type FitOptOptions, fitOpt, type TrainingCheckpoint } from "../fitters/files/fit-opt";
export { inspectOpt, loadOpt, type OptFolder, type SaveOptOptions, saveOpt } from "../fitters/files/opt";
export {
  loadVariationalAutoencoder,
  saveVariationalAutoencoder,
} from "../fitters/files/variational-autoencoder";
export { finish, finishInTurns, type TurnSettings } from "../fitters/finish";
export { FitError } from "../fitters/fit-error";
export { fitGaussian, type GaussianModel, type GaussianOptions } from "../fitters/gaussian";
export {
  gaussianMixtureLogDensity,
  mixtureLogLikelihood,
  responsibilities,
} from "../fitters/gaussian-mixture/density";
export type {
  CovarianceType,
  GaussianMixtureModel,
  GaussianMixtureOptions,
  MixtureParameters,
} from "../fitters/gaussian-mixture/model";
export { type ClassifiedImages, classifyImages } from "../fitters/image-classifier/classify";
export { fitImageClassifier, type ImageClassifierModel } from "../fitters/image-classifier/fit";
export type { ImageClassifierOptions } from "../fitters/image-classifier/options";
export {
  type IsingMoments,
  type IsingStates,
  isingLogDensity,
  isingMoments,
  isingStates,
} from "../fitters/ising/exact";
export { fitIsing, type IsingOptions } from "../fitters/ising/fit";
export {
  fitMeanFieldIsing,
  type IsingPrior,
  type MeanFieldIsingOptions,
  upSpinCounts,
} from "../fitters/ising/mean-field-fit";
export {
  createMeanFieldIsing,
  type IsingStatistics,
  type MeanFieldIsingModel,
  meanFieldStatistics,
} from "../fitters/ising/mean-field-model";
export type { IsingModel } from "../fitters/ising/model";
export { fitKMeans, type KMeansModel, type KMeansOptions } from "../fitters/k-means/fit";
export { kernelDensity, kernelLogDensity } from "../fitters/kernel-density/density";
export { fitKernelDensity } from "../fitters/kernel-density/fit";
export type {
  Bandwidth,
  KernelDensityModel,
  KernelDensityOptions,
  MultivariateKernelDensityModel,
} from "../fitters/kernel-density/model";
export { type DescentOptions, fitLinearRegressionByDescent } from "../fitters/linear-regression/descent";
export {
  fitLinearRegression,
  type LinearRegressionModel,
  type LinearRegressionOptions,
} from "../fitters/linear-regression/fit";
export {
  addMoments,
  fitRegressionMoments,
  type RegressionMoments,
  regressionMoments,
} from "../fitters/linear-regression/moments";
export { fitLogNormal, type LogNormalModel } from "../fitters/log-normal";
export {
  fitMultivariateGaussian,
  type MultivariateGaussianModel,
  type MultivariateGaussianOptions,
} from "../fitters/multivariate-gaussian";
export { fitNgram } from "../fitters/ngram/fit";
export { ngramLogProbabilities } from "../fitters/ngram/log-probabilities";
export type { NgramLevel, NgramModel, NgramSmoothing } from "../fitters/ngram/model";
export type { NgramOptions } from "../fitters/ngram/options";
export type { WeightFormat } from "../fitters/opt/configuration-file";
export { createOpt, type OptSize } from "../fitters/opt/create";
export {
  type OptBlockLosses,
  type OptLogits,
  optBlockLosses,
  optGradients,
  optLogits,
  optLoss,
} from "../fitters/opt/evaluate";
export type { OptModel } from "../fitters/opt/model";
export type { OptTrainingOptions } from "../fitters/opt/options";
export type { MaskedTexts, TokenRows } from "../fitters/opt/token-rows";
export { fitPareto, type ParetoModel, type ParetoOptions } from "../fitters/pareto";
export { fitPoisson, type PoissonModel } from "../fitters/poisson";
export { type Origin, type Portable, portable } from "../fitters/portable";
export {
  drawRandomFeatures,
  type FeatureActivation,
  type RandomFeatureMap,
  type RandomFeatureOptions,
  randomFeatures,
} from "../fitters/random-features/features";
export {
  fitRandomFeatures,
  type RandomFeatureFitOptions,
  type RandomFeatureModel,
  randomFeaturePredictions,
} from "../fitters/random-features/fit";
export {
  type AnnealingOptions,
  annealedLogPartition,
  type LogPartitionEstimate,
} from "../fitters/restricted-boltzmann-machine/annealed-importance-sampling";
export {
  exactLogPartition,
  restrictedBoltzmannMachineLogDensity,
} from "../fitters/restricted-boltzmann-machine/exact";
export {
  contrastiveDivergenceGradient,
  exactLikelihoodGradient,
  fitRestrictedBoltzmannMachine,
} from "../fitters/restricted-boltzmann-machine/fit";
export { freeEnergies } from "../fitters/restricted-boltzmann-machine/free-energy";
export type { RestrictedBoltzmannMachineModel } from "../fitters/restricted-boltzmann-machine/model";
export type { RestrictedBoltzmannMachineOptions } from "../fitters/restricted-boltzmann-machine/options";
export { fitRidge, type RidgeModel, type RidgeOptions, ridgePredictions } from "../fitters/ridge/fit";
export { digamma, logBeta, logGamma, trigamma } from "../fitters/special-functions";
export { fitStudentT, type StudentTFit } from "../fitters/student-t/fit";
export type { StudentTModel, StudentTOptions } from "../fitters/student-t/model";
export {
  fitSymmetricMixture,
  type SymmetricMixtureModel,
  type SymmetricMixtureOptions,
} from "../fitters/symmetric-mixture";
export { fitGaussianMixture, type ThreadedMixtureOptions } from "../fitters/threads/fit-gaussian-mixture";
export type { TrainingLength, TrainingOptions } from "../fitters/training/length";
export { fitUniform, type UniformModel } from "../fitters/uniform";
export { type EncodedImages, encodeImages } from "../fitters/variational-autoencoder/encode";
export { fitVariationalAutoencoder } from "../fitters/variational-autoencoder/fit";
export type { VariationalAutoencoderModel } from "../fitters/variational-autoencoder/model";
export {
  publishedArchitecture,
  type VariationalAutoencoderOptions,
} from "../fitters/variational-autoencoder/options";
export type { WorkKeeper, WorkState } from "../fitters/work-keeper";
export {
  fitZipfMandelbrot,
  type ZipfMandelbrotModel,
  type ZipfMandelbrotOptions,
  zipfMandelbrotProbabilities,
} from "../fitters/zipf-mandelbrot";
