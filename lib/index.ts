/**
 * The table of contents of `model-collapse`, in the order data moves; a section a room, sorted by file. Every name is
 * documented where it is defined. What needs Node comes from the rooms' adapters.
 */

// random
export { createAliasTable } from "./random/alias-table";
export { createRandom, randomFromKey } from "./random/create-random";
export type { AliasTable, Random } from "./random/random";

// data
export { concatenate, selectRows, sizeOf } from "./data/collection";
export {
  dataMimeType,
  type Dataset,
  type DatasetBase,
  type DatasetTypes,
  type DataSource,
  type ImageDataset,
  type TableDataset,
  type TextDataset,
} from "./data/dataset";
export { grammarEntropyRate, grammarUnigrams } from "./data/grammar/entropy-rate";
export { createGrammar, type Grammar, type GrammarOptions } from "./data/grammar/grammar";
export { grammarLogProbabilities } from "./data/grammar/log-probabilities";
export { sampleGrammar } from "./data/grammar/sample";
export { grammarIds, grammarText } from "./data/grammar/text";
export {
  type ImageDimensions,
  type Images,
  imagesFrom,
  type LabelledImages,
  sliceImages,
} from "./data/images";
export type {
  DataColumn,
  DataEntry,
  DataFile,
  DataManifest,
  ImageEntry,
  ImagePart,
  TableEntry,
  TextEntry,
} from "./data/manifest";
export { nearestNames, unknownName } from "./data/nearest-names";
export { plainLines, runningText } from "./data/plain-lines";
export {
  type LabelledPoints,
  type Outcomes,
  type Points,
  pointsFrom,
  type Sample,
  type TrainingSet,
} from "./data/points";
export type { ImageRows } from "./data/sources/image-parts";
export { loadDataset, type LoadDatasetOptions } from "./data/sources/load-dataset";
export { loadText } from "./data/sources/load-text";
export { readManifest } from "./data/sources/project-data";
export { standardize } from "./data/standardize";
export type { TableRow } from "./data/table";
export { splitText, type TextParts } from "./data/text-parts";
export { blockAt, sliceBlocks, type TokenBlocks, tokenBlocks } from "./data/token-blocks";

// text
export { createTokenizer, type TokenizerOptions } from "./text/byte-pair/create-tokenizer";
export type { SpecialRole, TokenizerModel } from "./text/byte-pair/model";
export { readTokenizerModel } from "./text/byte-pair/read-tokenizer-model";
export type { SpecialInText } from "./text/byte-pair/special-texts";
export { tokenizerFiles } from "./text/byte-pair/tokenizer-files";
export { trainTokenizer, type TrainTokenizerOptions } from "./text/byte-pair/train-tokenizer";
export { loadTokenizer, loadTokenizerModel, saveTokenizer } from "./text/files/tokenizer";
export type { SpecialTokens, Tokenizer } from "./text/tokenizer";

// nets
export { type Backend, checkBackend } from "./nets/backend";
export { readSafetensors, writeSafetensors } from "./nets/files/safetensors";
export { type OptConfiguration, optParameterShapes } from "./nets/opt/configuration";
export { countParameters, type Parameter, type Parameters } from "./nets/parameters";
export { tensorsReady } from "./nets/ready";
export type { NamedTensors } from "./nets/safetensors/encode";
export type { NextTokenScores, TokenReader } from "./nets/token-reader";

// fitters
export { type CategoricalModel, type CategoricalOptions, fitCategorical } from "./fitters/categorical";
export type { Family, FitTask, Gradual, SampleTask, WorkStep } from "./fitters/family";
export {
  loadVariationalAutoencoder,
  saveVariationalAutoencoder,
} from "./fitters/files/variational-autoencoder";
export { finish, finishInTurns, type TurnSettings } from "./fitters/finish";
export type { FindModelOptions } from "./fitters/files/find-model";
export { findModel } from "./fitters/files/find-model";
export type { OptFolder, SaveOptOptions } from "./fitters/files/opt";
export { inspectOpt, loadOpt, saveOpt } from "./fitters/files/opt";
export { FitError } from "./fitters/fit-error";
export { fitGaussian, type GaussianModel, type GaussianOptions } from "./fitters/gaussian";
export {
  gaussianMixtureLogDensity,
  mixtureLogLikelihood,
  responsibilities,
} from "./fitters/gaussian-mixture/density";
export type {
  CovarianceType,
  GaussianMixtureModel,
  GaussianMixtureOptions,
  MixtureParameters,
} from "./fitters/gaussian-mixture/model";
export { type ClassifiedImages, classifyImages } from "./fitters/image-classifier/classify";
export { fitImageClassifier, type ImageClassifierModel } from "./fitters/image-classifier/fit";
export type { ImageClassifierOptions } from "./fitters/image-classifier/options";
export { fitKMeans, type KMeansModel, type KMeansOptions } from "./fitters/k-means/fit";
export {
  fitLinearRegression,
  type LinearRegressionModel,
  type LinearRegressionOptions,
} from "./fitters/linear-regression/fit";
export {
  fitMultivariateGaussian,
  type MultivariateGaussianModel,
  type MultivariateGaussianOptions,
} from "./fitters/multivariate-gaussian";
export { createOpt, type OptSize } from "./fitters/opt/create";
export { optBlockLosses, optGradients, type OptLogits, optLogits, optLoss } from "./fitters/opt/evaluate";
export { fitOpt } from "./fitters/opt/fit";
export type { WeightFormat } from "./fitters/opt/configuration-file";
export type { OptModel } from "./fitters/opt/model";
export type { OptTrainingOptions } from "./fitters/opt/options";
export type { MaskedTexts, TokenRows } from "./fitters/opt/token-rows";
export { type Origin, portable, type Portable } from "./fitters/portable";
export { fitGaussianMixture, type ThreadedMixtureOptions } from "./fitters/threads/fit-gaussian-mixture";
export type { TrainingLength, TrainingOptions } from "./fitters/training/length";
export { type EncodedImages, encodeImages } from "./fitters/variational-autoencoder/encode";
export { fitVariationalAutoencoder } from "./fitters/variational-autoencoder/fit";
export type { VariationalAutoencoderModel } from "./fitters/variational-autoencoder/model";
export {
  publishedArchitecture,
  type VariationalAutoencoderOptions,
} from "./fitters/variational-autoencoder/options";

// samplers
export { categorical, categoricalLogDensity, sampleCategorical } from "./samplers/categorical";
export { decode } from "./samplers/decoding/decode";
export type { DecodingSettings } from "./samplers/decoding/settings";
export { gaussian, gaussianLogDensity, sampleGaussian } from "./samplers/gaussian";
export {
  gaussianMixture,
  type GaussianMixtureFamilyOptions,
  sampleGaussianMixture,
} from "./samplers/gaussian-mixture";
export { generate, generateInTurns } from "./samplers/generate";
export {
  linearRegression,
  type LinearRegressionFamilyOptions,
  sampleLinearRegression,
} from "./samplers/linear-regression";
export {
  multivariateGaussian,
  multivariateGaussianLogDensity,
  sampleMultivariateGaussian,
} from "./samplers/multivariate-gaussian";
export { type OptFamilyOptions, optLanguageModel } from "./samplers/opt";
export {
  type PixelOutput,
  sampleVariationalAutoencoder,
  variationalAutoencoder,
  type VariationalSamplingOptions,
} from "./samplers/variational-autoencoder";

// regimes
export { accumulate } from "./regimes/accumulate";
export { accumulateSubsample } from "./regimes/accumulate-subsample";
export { anchor } from "./regimes/anchor";
export { augment } from "./regimes/augment";
export type { Regime, RegimeContext } from "./regimes/regime";
export { replace } from "./regimes/replace";

// chain
export type { Chain } from "./chain/chain";
export { ChainError } from "./chain/chain-error";
export { chainStore, type ChainStoreOptions } from "./chain/checkpoints/chain-store";
export { runChain } from "./chain/executors/run-chain";
export { measureSynthetic, type SyntheticContext, type SyntheticMeasure } from "./chain/measure-synthetic";
export { chainMimeType, type ChainOrigin } from "./chain/origin";
export { curvesOf, finalModels, groupByReplicate } from "./chain/records";
export type {
  ChainProgress,
  ChainSettings,
  ChainStore,
  CheckpointSettings,
  GenerationRecord,
  KeptModels,
  Measure,
  MeasureContext,
  RecordedModel,
  TrueModel,
} from "./chain/settings";

// metrics
export { chiSquaredTail } from "./metrics/chi-squared-tail";
export { classEntropy, estimateClassEntropy, meanPredictiveEntropy } from "./metrics/class-entropy";
export { classShares, estimateClassShares, rarestClassShare } from "./metrics/class-shares";
export { type DisappearanceOptions, disappearanceOrder } from "./metrics/disappearance-order";
export { type NegativeBound, negativeEvidenceLowerBound } from "./metrics/evidence-lower-bound";
export { frechetDistance, frechetDistanceOfGaussians } from "./metrics/frechet-distance";
export { gradientMagnitude } from "./metrics/gradient-magnitude";
export { hellingerDistance } from "./metrics/hellinger-distance";
export { heterozygosity } from "./metrics/heterozygosity";
export { highFrequencyEnergyShare, type HighFrequencyOptions } from "./metrics/high-frequency-energy-share";
export { type HistogramOptions, type Histograms, histogramsOf } from "./metrics/histograms";
export { jensenShannonDivergence } from "./metrics/jensen-shannon-divergence";
export { klDivergence } from "./metrics/kl-divergence";
export { klGaussian } from "./metrics/kl-gaussian";
export { kolmogorovSmirnov } from "./metrics/kolmogorov-smirnov";
export { laplacianVariance } from "./metrics/laplacian-variance";
export { largestMean, latentSpread } from "./metrics/latent-spread";
export {
  type LinearCoefficients,
  linearModelTestError,
  type LinearTestErrorOptions,
} from "./metrics/linear-model-test-error";
export { gaussianTailMass, mahalanobisTailMass } from "./metrics/mahalanobis-tail-mass";
export { medianAndStandardError } from "./metrics/median-and-standard-error";
export { mixtureComponentSpread, type MixtureSpread } from "./metrics/mixture-component-spread";
export { mixtureSquaredL2 } from "./metrics/mixture-squared-l2";
export { pixelVariance } from "./metrics/pixel-variance";
export {
  precisionRecall,
  type PrecisionRecall,
  type PrecisionRecallOptions,
} from "./metrics/precision-recall";
export { quantiles } from "./metrics/quantiles";
export {
  type Estimate,
  meanAndStandardError,
  proportionAndStandardError,
  ratioAndStandardError,
} from "./metrics/summaries";
export { tailShare } from "./metrics/tail-share";
export { distinctNgrams, estimateDistinctNgrams } from "./metrics/text/distinct-ngrams";
export { ngramKl, type NgramKlOptions } from "./metrics/text/ngram-kl";
export {
  type BlockLosses,
  blockPerplexities,
  type Perplexity,
  perplexityOf,
} from "./metrics/text/perplexity";
export {
  promptSimilarity,
  type PromptSimilarity,
  type PromptSimilarityOptions,
} from "./metrics/text/prompt-similarity";
export { rareMass, rareWordsKept, type WordsKept } from "./metrics/text/rare-types";
export { repeatedNgramPositions, repeatedNgramShare } from "./metrics/text/repeated-ngrams";
export { selfBleu, type SelfBleuOptions } from "./metrics/text/self-bleu";
export { type ScoredWindow, type SlidingWindowOptions, slidingWindows } from "./metrics/text/sliding-windows";
export type { Texts } from "./metrics/text/text-rows";
export { ngramCounts, tokenCounts, tokenTypesUsed } from "./metrics/text/token-counts";
export { typeTokenRatio, type TypeTokenRatioOptions } from "./metrics/text/type-token-ratio";
export { wordRows, type WordRows } from "./metrics/text/word-rows";
export { zipfExponent, type ZipfOptions } from "./metrics/text/zipf-exponent";
export { totalVariationDistance } from "./metrics/total-variation-distance";
export { wasserstein1, wasserstein2 } from "./metrics/wasserstein";
export { squaredWasserstein2Gaussian, wasserstein2Gaussian } from "./metrics/wasserstein2-gaussian";

// claims
export { besideRecordedRuns } from "./claims/beside-recorded-runs";
export { checkClaim } from "./claims/check-claim";
export {
  type Claim,
  type ClaimInput,
  type ClaimRule,
  claimsMimeType,
  type EvidenceKind,
  type Verdict,
} from "./claims/claim";
export { type ClaimEvidence, type ClaimList, createClaimList } from "./claims/claim-list";
export { claimTableHtml, claimTableText } from "./claims/claim-table";
export {
  type AnchoredChain,
  anchoredLimit,
  anchoredMoments,
  type AnchoredMoments,
} from "./claims/closed-forms/anchored-chain";
export {
  absenceProbability,
  meanAbsorptionTime,
  meanHeterozygosity,
  survivalLowerBound,
} from "./claims/closed-forms/discrete-chain";
export {
  accumulatedMeanSquaredError,
  accumulatedMeanVariance,
  accumulatedVarianceLimit,
  exactSquaredWasserstein,
  firstOrderSquaredWasserstein,
  replacedLogVariance,
  replacedMeanSquaredError,
  replacedMeanVariance,
  replacedMedianVariance,
  unconditionalVariance,
} from "./claims/closed-forms/gaussian-chain";
export {
  accumulatedLinearBound,
  accumulatedLinearError,
  replacedLinearError,
  singleFitError,
} from "./claims/closed-forms/linear-chain";
export { meanStandardDeviationFactor } from "./claims/closed-forms/special-functions";
export { formatMeasurement, formatNumber } from "./claims/format";
export {
  absorptionRoundsFigure,
  gaussianRecordedRuns,
  linearErrorFigure,
} from "./claims/published/accumulation-2024";
export type { PublishedValue } from "./claims/published/published-value";
export {
  shumailovAutoencoder,
  shumailovMixture,
  shumailovSnapshots,
  shumailovSquaredL2AtTwoThousand,
} from "./claims/published/shumailov-2024";
export { summarizeVerdicts, type VerdictSummary } from "./claims/verdicts";

// charts
export type { AxisSettings } from "./charts/axis";
export { barChart, type BarChartSettings, type BarSeries } from "./charts/bar-chart";
export { thin } from "./charts/compact";
export type { Contour } from "./charts/contour";
export { contourFrames, type ContourFramesSettings } from "./charts/contour-frames";
export { ellipseOutline, type EllipseShape, type Outline } from "./charts/ellipse";
export { type Figure, type FrontEnd, frontEndKey, type MimeBundle } from "./charts/figure";
export { showMarkdown } from "./charts/front-end";
export { histogramChart, type HistogramChartSettings, type HistogramSample } from "./charts/histogram-chart";
export { imageFrames, type ImageFramesSettings } from "./charts/image-frames";
export { imageGrid, type ImageGridSettings } from "./charts/image-grid";
export type { ImageFrame, ImagePixels, ImageRow } from "./charts/image-strip";
export { lineChart, type LineChartSettings } from "./charts/line-chart";
export type { LineSeries } from "./charts/line-series";
export { mixtureContour } from "./charts/mixture-contour";
export { colourOf, type ColourRole, okabeIto, type Styled } from "./charts/palette";
export type { PanelContent, SharedAxes } from "./charts/panel-content";
export { progress, type ProgressReport } from "./charts/progress";
export type { Reference } from "./charts/reference";
export { type BandedCurve, estimateCurve, meanCurve, medianCurve } from "./charts/replicate-curve";
export { type CurveSummary, summarizeReplicateQuantiles, summarizeReplicates } from "./charts/replicates";
export { ridgelineChart, type RidgelineChartSettings } from "./charts/ridgeline-chart";
export { scatterChart, type ScatterChartSettings } from "./charts/scatter-chart";
export type { ScatterGroup } from "./charts/scatter-groups";
export { showClaims } from "./charts/show-claims";
export { showData } from "./charts/show-data";
export { type ContinuedPrompt, type NamedText, showTexts, type TextsSettings } from "./charts/show-texts";
export { smallMultiples, type SmallMultiplesSettings } from "./charts/small-multiples";
export { figureToPng, figureToSvg, type ImageSize } from "./charts/static/image";
export { show } from "./charts/static/show";
export { describeFigure } from "./charts/summary";
export { type FrameLike, showTable, type TableRows, type TableSettings } from "./charts/table";
export type { ChartHeading } from "./charts/template";
export { fontCovers } from "./charts/text";
