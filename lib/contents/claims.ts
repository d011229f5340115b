/**
 * Published values and closed forms; measured values and verdicts.
 *
 * @module
 */

export { besideRecordedRuns } from "../claims/beside-recorded-runs";
export { checkClaim } from "../claims/check-claim";
export {
  type Claim,
  type ClaimInput,
  type ClaimRule,
  claimsMimeType,
  type EvidenceKind,
  type Verdict,
} from "../claims/claim";
export { type ClaimEvidence, type ClaimList, createClaimList } from "../claims/claim-list";
export { claimTableHtml, claimTableText } from "../claims/claim-table";
export { absorbedShare, absorptionTimeQuantile } from "../claims/closed-forms/absorption-time";
export {
  type AnchoredChain,
  type AnchoredMoments,
  anchoredLimit,
  anchoredMoments,
} from "../claims/closed-forms/anchored-chain";
export {
  absenceProbability,
  meanAbsorptionTime,
  meanHeterozygosity,
} from "../claims/closed-forms/discrete-chain";
export { exactAbsorptionTime } from "../claims/closed-forms/exact-absorption-time";
export {
  effectiveRealRows,
  type FreshDataLoop,
  freshDataErrorLimit,
  freshDataErrors,
  realDataError,
} from "../claims/closed-forms/fresh-data-error";
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
  type VarianceDivisor,
} from "../claims/closed-forms/gaussian-chain";
export {
  type AnchoredIsingChain,
  anchoredMagnetization,
  type MagnetizationMoments,
  polarizedUpProbability,
  polarizingVariance,
} from "../claims/closed-forms/ising-chain";
export {
  accumulatedLinearBound,
  accumulatedLinearError,
  type LinearChainSetting,
  replacedLinearError,
  singleFitError,
} from "../claims/closed-forms/linear-chain";
export { lostMass, type MemoryData, memoryTestError } from "../claims/closed-forms/memory-error";
export { meanStandardDeviationFactor } from "../claims/closed-forms/special-functions";
export {
  harmlessSyntheticShare,
  type MixedRegression,
  mixedRegressionError,
  strongCollapseError,
  tunedRidgeFloor,
} from "../claims/closed-forms/strong-collapse";
export {
  bernoulliSurvivalBounds,
  expectedTypes,
  expectedTypesLowerBound,
  mixtureSpreadSurvivalBound,
  poissonSurvival,
  spreadSurvivalBound,
  survivalFactor,
  survivalLowerBound,
} from "../claims/closed-forms/survival";
export { replacedLogShape, replacedMeanRange } from "../claims/closed-forms/tail-chain";
export {
  type BasisComponent,
  firstOrderKl,
  recoveredByDescent,
  smoothedVariance,
  type ThreeErrors,
  threeErrors,
} from "../claims/closed-forms/three-errors";
export { verificationThreshold } from "../claims/closed-forms/verification";
export {
  keptRealExcess,
  mixingContraction,
  optimalRealWeight,
  type WeightedMixing,
  weightedMixingLimit,
  weightedMixingVariance,
} from "../claims/closed-forms/weighted-mixing";
export { formatMeasurement, formatNumber } from "../claims/format";
export {
  absorptionRoundsFigure,
  gaussianRecordedRuns,
  linearErrorFigure,
} from "../claims/published/accumulation-2024";
export { closedLoopLearning } from "../claims/published/jangjoo-2026";
export type { PublishedValue } from "../claims/published/published-value";
export {
  shumailovAutoencoder,
  shumailovLanguageModel,
  shumailovMixture,
  shumailovSnapshots,
  shumailovSquaredL2AtTwoThousand,
} from "../claims/published/shumailov-2024";
export { summarizeVerdicts, type VerdictSummary } from "../claims/verdicts";
