/**
 * What the next generation trains on.
 *
 * @module
 */

export { accumulate } from "../regimes/accumulate";
export { accumulateSubsample } from "../regimes/accumulate-subsample";
export { anchor } from "../regimes/anchor";
export { augment } from "../regimes/augment";
export { fresh } from "../regimes/fresh";
export type { Regime, RegimeContext } from "../regimes/regime";
export { replace } from "../regimes/replace";
export { weightedFresh } from "../regimes/weighted-fresh";
