/** What a fit, sampler, regime or measure threw inside a chain, with the place where it happened. */
export class ChainError extends Error {
  override readonly name = "ChainError";

  /** `cause` is what was thrown; its message and its stack are kept in this error's. */
  constructor(
    readonly replicate: number,
    readonly generation: number,
    cause: unknown,
  ) {
    const original = cause instanceof Error ? cause : new Error(String(cause));
    super(`runChain failed in replicate ${replicate}, generation ${generation}: ${original.message}`, {
      cause,
    });
    this.stack = `${this.name}: ${this.message}\n${(original.stack ?? "").split("\n").slice(1).join("\n")}`;
  }
}
