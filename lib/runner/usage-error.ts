/** A command called in a way it does not know: shown without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
