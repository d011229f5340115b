/**
 * Models or data → numbers: divergences, precision and recall, diversity, tails.
 *
 * @module
 */

export { type BootstrapEstimate, type BootstrapOptions, bootstrapEstimate } from "../metrics/bootstrap";
export type { CategoriesKept } from "../metrics/category-counts";
export { chiSquaredDivergence } from "../metrics/chi-squared-divergence";
export { chiSquaredTail } from "../metrics/chi-squared-tail";
export { classEntropy, estimateClassEntropy, meanPredictiveEntropy } from "../metrics/class-entropy";
export { classShares, estimateClassShares, rarestClassShare } from "../metrics/class-shares";
export type { Cloud } from "../metrics/clouds";
export { type CurveMinimumOptions, curveMinimum } from "../metrics/curve-minimum";
export { type DisappearanceOptions, disappearanceOrder } from "../metrics/disappearance-order";
export { type EffectiveNumberOptions, effectiveNumberOfModes } from "../metrics/effective-number-of-modes";
export { estimateKlDivergence } from "../metrics/estimate-kl-divergence";
export { type NegativeBound, negativeEvidenceLowerBound } from "../metrics/evidence-lower-bound";
export { frechetDistance, frechetDistanceOfGaussians } from "../metrics/frechet-distance";
export { gradientMagnitude } from "../metrics/gradient-magnitude";
export { halfLife } from "../metrics/half-life";
export { hellingerDistance } from "../metrics/hellinger-distance";
export { heterozygosity } from "../metrics/heterozygosity";
export { type HighFrequencyOptions, highFrequencyEnergyShare } from "../metrics/high-frequency-energy-share";
export { type HillOptions, hillTailIndex } from "../metrics/hill-tail-index";
export { type HistogramOptions, type Histograms, histogramsOf } from "../metrics/histograms";
export { jensenShannonDivergence } from "../metrics/jensen-shannon-divergence";
export { klDivergence } from "../metrics/kl-divergence";
export { klGaussian } from "../metrics/kl-gaussian";
export { kolmogorovSmirnov } from "../metrics/kolmogorov-smirnov";
export { laplacianVariance } from "../metrics/laplacian-variance";
export { largestMean, latentSpread } from "../metrics/latent-spread";
export {
  type LinearCoefficients,
  type LinearTestErrorOptions,
  linearModelTestError,
} from "../metrics/linear-model-test-error";
export { gaussianTailMass, mahalanobisTailMass } from "../metrics/mahalanobis-tail-mass";
export { medianAndStandardError } from "../metrics/median-and-standard-error";
export { medianDistance } from "../metrics/median-distance";
export { type MixtureSpread, mixtureComponentSpread } from "../metrics/mixture-component-spread";
export { mixtureKlDivergence } from "../metrics/mixture-kl-divergence";
export { mixtureSquaredL2 } from "../metrics/mixture-squared-l2";
export { type ModesCovered, type ModesCoveredOptions, modesCovered } from "../metrics/modes-covered";
export { type PermutationOptions, type PermutationTest, permutationTest } from "../metrics/permutation-test";
export { pixelVariance } from "../metrics/pixel-variance";
export type { PrecisionRecall } from "../metrics/precision-recall";
export { quantiles } from "../metrics/quantiles";
export { type RareCategoriesOptions, rareCategoriesKept } from "../metrics/rare-categories-kept";
export {
  type Estimate,
  meanAndStandardError,
  proportionAndStandardError,
  ratioAndStandardError,
} from "../metrics/summaries";
export { type TailCoverageOptions, tailCoverage } from "../metrics/tail-coverage";
export { tailShare } from "../metrics/tail-share";
export { distinctNgrams, estimateDistinctNgrams } from "../metrics/text/distinct-ngrams";
export { type LanguageMeasured, measureLanguage } from "../metrics/text/measure-language";
export { type NgramKlOptions, ngramKl } from "../metrics/text/ngram-kl";
export { ngramPerplexity } from "../metrics/text/ngram-perplexity";
export {
  type BlockLosses,
  blockPerplexities,
  type Perplexity,
  perplexityOf,
} from "../metrics/text/perplexity";
export {
  type PromptSimilarity,
  type PromptSimilarityOptions,
  promptSimilarity,
} from "../metrics/text/prompt-similarity";
export { rareMass, rareWordsKept } from "../metrics/text/rare-types";
export { repeatedNgramPositions, repeatedNgramShare } from "../metrics/text/repeated-ngrams";
export { type SelfBleuOptions, selfBleu } from "../metrics/text/self-bleu";
export {
  type ScoredWindow,
  type SlidingWindowOptions,
  slidingWindows,
} from "../metrics/text/sliding-windows";
export type { Texts } from "../metrics/text/text-rows";
export { ngramCounts, tokenCounts, tokenTypesUsed } from "../metrics/text/token-counts";
export { type TypeTokenRatioOptions, typeTokenRatio } from "../metrics/text/type-token-ratio";
export { type WordRows, wordRows } from "../metrics/text/word-rows";
export { type ZipfOptions, zipfExponent } from "../metrics/text/zipf-exponent";
export { energyDistance, estimateSquaredEnergyDistance } from "../metrics/threads/energy-distance";
export {
  klDivergenceByNeighbours,
  type ThreadedNeighbourOptions,
} from "../metrics/threads/kl-divergence-by-neighbours";
export {
  estimateMaximumMeanDiscrepancy,
  maximumMeanDiscrepancy,
  type ThreadedDiscrepancyOptions,
} from "../metrics/threads/maximum-mean-discrepancy";
export type { WorkersOption } from "../metrics/threads/open-crew";
export { precisionRecall, type ThreadedPrecisionRecallOptions } from "../metrics/threads/precision-recall";
export { totalVariationDistance } from "../metrics/total-variation-distance";
export {
  type OptimalCoupling,
  type OptimalTransportOptions,
  optimalCoupling,
  optimalTransport,
} from "../metrics/transport/optimal-transport";
export { type SinkhornOptions, sinkhornDistance, sinkhornDivergence } from "../metrics/transport/sinkhorn";
export {
  estimateSlicedWasserstein,
  type SlicedWassersteinOptions,
  slicedWasserstein,
} from "../metrics/transport/sliced-wasserstein";
export type { TransportWeights } from "../metrics/transport/weighted-clouds";
export {
  betaUpperTail,
  gaussianUpperTail,
  mixtureUpperTail,
  paretoUpperTail,
  studentTUpperTail,
  tailThreshold,
  uniformUpperTail,
} from "../metrics/upper-tail";
export { wasserstein1, wasserstein2 } from "../metrics/wasserstein";
export { squaredWasserstein2Gaussian, wasserstein2Gaussian } from "../metrics/wasserstein2-gaussian";
