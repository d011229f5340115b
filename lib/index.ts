/**
 * The table of contents of `model-collapse`, a page for each room, in the order data moves. Every name is documented where
 * it is defined.
 */

export * from "./contents/random";
export * from "./contents/data";
export * from "./contents/text";
export * from "./contents/nets";
export * from "./contents/fitters";
export * from "./contents/samplers";
export * from "./contents/regimes";
export * from "./contents/chain";
export * from "./contents/metrics";
export * from "./contents/claims";
export * from "./contents/charts";
