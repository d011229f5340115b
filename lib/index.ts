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
export type {
  DataSource,
  Dataset,
  DatasetBase,
  DatasetTypes,
  ImageDataset,
  TableDataset,
  TextDataset,
} from "./data/dataset";
export { dataMimeType } from "./data/dataset";
export { grammarEntropyRate, grammarUnigrams } from "./data/grammar/entropy-rate";
export type { Grammar, GrammarOptions } from "./data/grammar/grammar";
export { createGrammar } from "./data/grammar/grammar";
export { grammarLogProbabilities } from "./data/grammar/log-probabilities";
export { sampleGrammar } from "./data/grammar/sample";
export { grammarIds, grammarText } from "./data/grammar/text";
export type { ImageDimensions, Images, LabelledImages } from "./data/images";
export { imagesFrom, sliceImages } from "./data/images";
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
export type { LabelledPoints, Outcomes, Points, Sample, TrainingSet } from "./data/points";
export { pointsFrom } from "./data/points";
export type { ImageRows } from "./data/sources/image-parts";
export type { LoadDatasetOptions } from "./data/sources/load-dataset";
export { loadDataset } from "./data/sources/load-dataset";
export { loadText } from "./data/sources/load-text";
export { readManifest } from "./data/sources/project-data";
export { standardize } from "./data/standardize";
export type { TableRow } from "./data/table";
export type { TextParts } from "./data/text-parts";
export { splitText } from "./data/text-parts";
export type { TokenBlocks } from "./data/token-blocks";
export { blockAt, sliceBlocks, tokenBlocks } from "./data/token-blocks";

// nets
export type { Backend } from "./nets/backend";
export { checkBackend } from "./nets/backend";
export { readSafetensors, writeSafetensors } from "./nets/files/safetensors";
export type { Parameter, Parameters } from "./nets/parameters";
export type { OptConfiguration } from "./nets/opt/configuration";
export { optParameterShapes } from "./nets/opt/configuration";
export { countParameters } from "./nets/parameters";
export { tensorsReady } from "./nets/ready";
export type { NamedTensors } from "./nets/safetensors/encode";
export type { NextTokenScores, TokenReader } from "./nets/token-reader";

// fitters
export type { CategoricalModel, CategoricalOptions } from "./fitters/categorical";
export { fitCategorical } from "./fitters/categorical";
export type { Family, FitTask, Gradual, SampleTask, WorkStep } from "./fitters/family";
export type { TurnSettings } from "./fitters/finish";
export { finish, finishInTurns } from "./fitters/finish";
export { FitError } from "./fitters/fit-error";
export {
  loadVariationalAutoencoder,
  saveVariationalAutoencoder,
} from "./fitters/files/variational-autoencoder";
export type { GaussianModel, GaussianOptions } from "./fitters/gaussian";
export { fitGaussian } from "./fitters/gaussian";
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
export type { ClassifiedImages } from "./fitters/image-classifier/classify";
export { classifyImages } from "./fitters/image-classifier/classify";
export type { ImageClassifierModel } from "./fitters/image-classifier/fit";
export { fitImageClassifier } from "./fitters/image-classifier/fit";
export type { ImageClassifierOptions } from "./fitters/image-classifier/options";
export type { KMeansModel, KMeansOptions } from "./fitters/k-means/fit";
export { fitKMeans } from "./fitters/k-means/fit";
export type { LinearRegressionModel, LinearRegressionOptions } from "./fitters/linear-regression/fit";
export { fitLinearRegression } from "./fitters/linear-regression/fit";
export type { MultivariateGaussianModel, MultivariateGaussianOptions } from "./fitters/multivariate-gaussian";
export { fitMultivariateGaussian } from "./fitters/multivariate-gaussian";
export type { Origin, Portable } from "./fitters/portable";
export { portable } from "./fitters/portable";
export type { ThreadedMixtureOptions } from "./fitters/threads/fit-gaussian-mixture";
export { fitGaussianMixture } from "./fitters/threads/fit-gaussian-mixture";
export type { TrainingLength, TrainingOptions } from "./fitters/training/length";
export type { EncodedImages } from "./fitters/variational-autoencoder/encode";
export { encodeImages } from "./fitters/variational-autoencoder/encode";
export { fitVariationalAutoencoder } from "./fitters/variational-autoencoder/fit";
export type { OptModel } from "./fitters/opt/model";
export type { VariationalAutoencoderModel } from "./fitters/variational-autoencoder/model";
export type { VariationalAutoencoderOptions } from "./fitters/variational-autoencoder/options";
export { publishedArchitecture } from "./fitters/variational-autoencoder/options";

// samplers
export { categorical, categoricalLogDensity, sampleCategorical } from "./samplers/categorical";
export { gaussian, gaussianLogDensity, sampleGaussian } from "./samplers/gaussian";
export type { GaussianMixtureFamilyOptions } from "./samplers/gaussian-mixture";
export { gaussianMixture, sampleGaussianMixture } from "./samplers/gaussian-mixture";
export type { LinearRegressionFamilyOptions } from "./samplers/linear-regression";
export { linearRegression, sampleLinearRegression } from "./samplers/linear-regression";
export {
  multivariateGaussian,
  multivariateGaussianLogDensity,
  sampleMultivariateGaussian,
} from "./samplers/multivariate-gaussian";
export type { PixelOutput, VariationalSamplingOptions } from "./samplers/variational-autoencoder";
export { sampleVariationalAutoencoder, variationalAutoencoder } from "./samplers/variational-autoencoder";

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
export type { ChainStoreOptions } from "./chain/checkpoints/chain-store";
export { chainStore } from "./chain/checkpoints/chain-store";
export { runChain } from "./chain/executors/run-chain";
export type { SyntheticContext, SyntheticMeasure } from "./chain/measure-synthetic";
export { measureSynthetic } from "./chain/measure-synthetic";
export type { ChainOrigin } from "./chain/origin";
export { chainMimeType } from "./chain/origin";
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
export type { DisappearanceOptions } from "./metrics/disappearance-order";
export { disappearanceOrder } from "./metrics/disappearance-order";
export type { NegativeBound } from "./metrics/evidence-lower-bound";
export { negativeEvidenceLowerBound } from "./metrics/evidence-lower-bound";
export { frechetDistance, frechetDistanceOfGaussians } from "./metrics/frechet-distance";
export { gradientMagnitude } from "./metrics/gradient-magnitude";
export { hellingerDistance } from "./metrics/hellinger-distance";
export { heterozygosity } from "./metrics/heterozygosity";
export type { HighFrequencyOptions } from "./metrics/high-frequency-energy-share";
export { highFrequencyEnergyShare } from "./metrics/high-frequency-energy-share";
export type { HistogramOptions, Histograms } from "./metrics/histograms";
export { histogramsOf } from "./metrics/histograms";
export { jensenShannonDivergence } from "./metrics/jensen-shannon-divergence";
export { klDivergence } from "./metrics/kl-divergence";
export { klGaussian } from "./metrics/kl-gaussian";
export { kolmogorovSmirnov } from "./metrics/kolmogorov-smirnov";
export { laplacianVariance } from "./metrics/laplacian-variance";
export { largestMean, latentSpread } from "./metrics/latent-spread";
export type { LinearCoefficients, LinearTestErrorOptions } from "./metrics/linear-model-test-error";
export { linearModelTestError } from "./metrics/linear-model-test-error";
export { gaussianTailMass, mahalanobisTailMass } from "./metrics/mahalanobis-tail-mass";
export { medianAndStandardError } from "./metrics/median-and-standard-error";
export type { MixtureSpread } from "./metrics/mixture-component-spread";
export { mixtureComponentSpread } from "./metrics/mixture-component-spread";
export { mixtureSquaredL2 } from "./metrics/mixture-squared-l2";
export { pixelVariance } from "./metrics/pixel-variance";
export type { PrecisionRecall, PrecisionRecallOptions } from "./metrics/precision-recall";
export { precisionRecall } from "./metrics/precision-recall";
export { quantiles } from "./metrics/quantiles";
export type { Estimate } from "./metrics/summaries";
export { meanAndStandardError, proportionAndStandardError, ratioAndStandardError } from "./metrics/summaries";
export { tailShare } from "./metrics/tail-share";
export { distinctNgrams, estimateDistinctNgrams } from "./metrics/text/distinct-ngrams";
export type { NgramKlOptions } from "./metrics/text/ngram-kl";
export { ngramKl } from "./metrics/text/ngram-kl";
export type { BlockLosses, Perplexity } from "./metrics/text/perplexity";
export { blockPerplexities, perplexityOf } from "./metrics/text/perplexity";
export type { PromptSimilarity, PromptSimilarityOptions } from "./metrics/text/prompt-similarity";
export { promptSimilarity } from "./metrics/text/prompt-similarity";
export type { WordsKept } from "./metrics/text/rare-types";
export { rareMass, rareWordsKept } from "./metrics/text/rare-types";
export { repeatedNgramPositions, repeatedNgramShare } from "./metrics/text/repeated-ngrams";
export type { SelfBleuOptions } from "./metrics/text/self-bleu";
export { selfBleu } from "./metrics/text/self-bleu";
export type { ScoredWindow, SlidingWindowOptions } from "./metrics/text/sliding-windows";
export { slidingWindows } from "./metrics/text/sliding-windows";
export type { Texts } from "./metrics/text/text-rows";
export { ngramCounts, tokenCounts, tokenTypesUsed } from "./metrics/text/token-counts";
export type { TypeTokenRatioOptions } from "./metrics/text/type-token-ratio";
export { typeTokenRatio } from "./metrics/text/type-token-ratio";
export type { WordRows } from "./metrics/text/word-rows";
export { wordRows } from "./metrics/text/word-rows";
export type { ZipfOptions } from "./metrics/text/zipf-exponent";
export { zipfExponent } from "./metrics/text/zipf-exponent";
export { totalVariationDistance } from "./metrics/total-variation-distance";
export { wasserstein1, wasserstein2 } from "./metrics/wasserstein";
export { squaredWasserstein2Gaussian, wasserstein2Gaussian } from "./metrics/wasserstein2-gaussian";

// claims
export { besideRecordedRuns } from "./claims/beside-recorded-runs";
export { checkClaim } from "./claims/check-claim";
export type { Claim, ClaimInput, ClaimRule, EvidenceKind, Verdict } from "./claims/claim";
export { claimsMimeType } from "./claims/claim";
export type { ClaimEvidence, ClaimList } from "./claims/claim-list";
export { createClaimList } from "./claims/claim-list";
export { claimTableHtml, claimTableText } from "./claims/claim-table";
export type { AnchoredChain, AnchoredMoments } from "./claims/closed-forms/anchored-chain";
export { anchoredLimit, anchoredMoments } from "./claims/closed-forms/anchored-chain";
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
export type { VerdictSummary } from "./claims/verdicts";
export { summarizeVerdicts } from "./claims/verdicts";

// charts
export type { AxisSettings } from "./charts/axis";
export type { BarChartSettings, BarSeries } from "./charts/bar-chart";
export { barChart } from "./charts/bar-chart";
export { thin } from "./charts/compact";
export type { Contour } from "./charts/contour";
export type { ContourFramesSettings } from "./charts/contour-frames";
export { contourFrames } from "./charts/contour-frames";
export type { EllipseShape, Outline } from "./charts/ellipse";
export { ellipseOutline } from "./charts/ellipse";
export type { Figure, FrontEnd, MimeBundle } from "./charts/figure";
export { frontEndKey } from "./charts/figure";
export { showMarkdown } from "./charts/front-end";
export type { HistogramChartSettings, HistogramSample } from "./charts/histogram-chart";
export { histogramChart } from "./charts/histogram-chart";
export type { ImageFramesSettings } from "./charts/image-frames";
export { imageFrames } from "./charts/image-frames";
export type { ImageGridSettings } from "./charts/image-grid";
export { imageGrid } from "./charts/image-grid";
export type { ImageFrame, ImagePixels, ImageRow } from "./charts/image-strip";
export type { LineChartSettings } from "./charts/line-chart";
export { lineChart } from "./charts/line-chart";
export type { LineSeries } from "./charts/line-series";
export { mixtureContour } from "./charts/mixture-contour";
export type { ColourRole, Styled } from "./charts/palette";
export { colourOf, okabeIto } from "./charts/palette";
export type { PanelContent, SharedAxes } from "./charts/panel-content";
export type { ProgressReport } from "./charts/progress";
export { progress } from "./charts/progress";
export type { Reference } from "./charts/reference";
export type { BandedCurve } from "./charts/replicate-curve";
export { estimateCurve, meanCurve, medianCurve } from "./charts/replicate-curve";
export type { CurveSummary } from "./charts/replicates";
export { summarizeReplicateQuantiles, summarizeReplicates } from "./charts/replicates";
export type { RidgelineChartSettings } from "./charts/ridgeline-chart";
export { ridgelineChart } from "./charts/ridgeline-chart";
export type { ScatterChartSettings } from "./charts/scatter-chart";
export { scatterChart } from "./charts/scatter-chart";
export type { ScatterGroup } from "./charts/scatter-groups";
export { showClaims } from "./charts/show-claims";
export { showData } from "./charts/show-data";
export type { ContinuedPrompt, NamedText, TextsSettings } from "./charts/show-texts";
export { showTexts } from "./charts/show-texts";
export type { SmallMultiplesSettings } from "./charts/small-multiples";
export { smallMultiples } from "./charts/small-multiples";
export type { ImageSize } from "./charts/static/image";
export { figureToPng, figureToSvg } from "./charts/static/image";
export { show } from "./charts/static/show";
export { describeFigure } from "./charts/summary";
export type { FrameLike, TableRows, TableSettings } from "./charts/table";
export { showTable } from "./charts/table";
export type { ChartHeading } from "./charts/template";
export { fontCovers } from "./charts/text";
