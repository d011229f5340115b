/**
 * Seeded streams of random numbers that fork by label.
 *
 * @module
 */

export { createAliasTable } from "../random/alias-table";
export { createRandom, randomFromKey } from "../random/create-random";
export { normalQuantile } from "../random/normal-quantile";
export type { AliasTable, Random } from "../random/random";
