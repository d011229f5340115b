/** What a fit, sampler, regime or measure threw inside a chain, with the place where it happened. */
export class ChainError extends Error {
  override readonly name = "ChainError";
  /** The replicate where it happened, or the first where it can have. */
  readonly replicate: number;
  /** Where it can have happened: in several replicates when they were fitted together and the fit does not say. */
  readonly replicates: readonly number[];

  /** `cause` is what was thrown; its message and its stack are kept in this error's. */
  constructor(
    replicates: number | readonly number[],
    readonly generation: number,
    cause: unknown,
  ) {
    const original = cause instanceof Error ? cause : new Error(String(cause));
    const all = typeof replicates === "number" ? [replicates] : replicates;
    super(`runChain failed in ${listed(all)}, generation ${generation}: ${original.message}`, { cause });
    this.replicate = all[0]!;
    this.replicates = all;
    this.stack = `${this.name}: ${this.message}\n${(original.stack ?? "").split("\n").slice(1).join("\n")}`;
  }
}

/** What was thrown at a place, as a ChainError; one that names its place already is left as it is. */
export function chainErrorAt(replicate: number, generation: number, thrown: unknown): ChainError {
  return thrown instanceof ChainError ? thrown : new ChainError(replicate, generation, thrown);
}

/** Longest list of replicates that is written out. */
const longestList = 8;

function listed(replicates: readonly number[]): string {
  if (replicates.length === 1) return `replicate ${replicates[0]}`;
  const few =
    replicates.length > longestList ? replicates.slice(0, longestList - 1) : replicates.slice(0, -1);
  const rest = replicates.length > longestList ? `${replicates.length - few.length} more` : replicates.at(-1);
  return `replicates ${few.join(", ")} and ${rest}`;
}
