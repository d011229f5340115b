/** What `random/` gives to users. */

export { createAliasTable } from "../random/alias-table";
export { createRandom, randomFromKey } from "../random/create-random";
export { normalQuantile } from "../random/normal-quantile";
export type { AliasTable, Random } from "../random/random";
