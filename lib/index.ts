/**
 * The table of contents of `model-collapse`, in the order data moves. Every name here is documented
 * where it is defined. A section a room; keep each sorted.
 */

// data
export { concatenate, selectRows, sizeOf } from "./data/collection";
export { nearestNames, unknownName } from "./data/nearest-names";
export type { LabelledPoints, Outcomes, Points, Sample, TrainingSet } from "./data/points";
export { pointsFrom } from "./data/points";
// fitters
export type { Family } from "./fitters/family";
export type { Origin, Portable } from "./fitters/portable";
export { portable } from "./fitters/portable";
// random
export type { AliasTable, Random } from "./random/random";

// samplers

// chain
export type {
  ChainProgress,
  ChainSettings,
  GenerationRecord,
  Measure,
  MeasureContext,
} from "./chain/settings";
// regimes
export type { Regime, RegimeContext } from "./regimes/regime";

// metrics

// charts
export type { Figure, FrontEnd, MimeBundle } from "./charts/figure";
export { frontEndKey } from "./charts/figure";
// claims
export type { Claim, ClaimInput, ClaimRule, EvidenceKind, Verdict } from "./claims/claim";
export { claimsMimeType } from "./claims/claim";
