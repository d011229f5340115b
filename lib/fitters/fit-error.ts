/**
 * What failed in one of several fits or draws that are done together (see `Family.fitTogether`): `task` is its index
 * among them. A chain then names the replicate that it belongs to.
 */
export class FitError extends Error {
  override readonly name = "FitError";

  constructor(
    message: string,
    readonly task: number,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The task that an error names, as a `FitError` does, when it is one of `count`. */
export function failedTask(error: unknown, count: number): number | undefined {
  const { task } = (error ?? {}) as { readonly task?: unknown };
  return Number.isInteger(task) && (task as number) >= 0 && (task as number) < count
    ? (task as number)
    : undefined;
}
