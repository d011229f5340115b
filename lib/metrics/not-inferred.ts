/**
 * The same list of types, out of sight of inference: the samples then decide what a statistic is given, not its parameters, for
 * `wasserstein1` takes more than training sets. TypeScript 5.0 has no NoInfer.
 */
export type NotInferred<Samples extends readonly unknown[]> = Samples extends infer Same extends
  readonly unknown[]
  ? Same
  : never;
