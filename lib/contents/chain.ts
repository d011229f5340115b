/**
 * The loop: generations, replicates, checkpoints.
 *
 * @module
 */

export type { Chain } from "../chain/chain";
export { ChainError } from "../chain/chain-error";
export { type ChainStoreOptions, chainStore } from "../chain/checkpoints/chain-store";
export { runChain } from "../chain/executors/run-chain";
export {
  type LanguageExperiment,
  type LanguageExperimentOptions,
  prepareLanguageExperiment,
  type SmallLanguageModel,
} from "../chain/experiments/language-experiment";
export { measureSynthetic, type SyntheticContext, type SyntheticMeasure } from "../chain/measure-synthetic";
export { type ChainOrigin, chainMimeType } from "../chain/origin";
export { curvesOf, finalModels, groupByReplicate } from "../chain/records";
export type {
  ChainProgress,
  ChainSettings,
  ChainStore,
  CheckpointSettings,
  GenerationRecord,
  KeptModels,
  Measure,
  MeasureContext,
  RealData,
  RealPool,
  RecordedModel,
  TrueModel,
} from "../chain/settings";
