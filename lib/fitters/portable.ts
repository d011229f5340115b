/** How another thread or machine makes the same value again: an exported function and its arguments. */
export interface Origin {
  /** What to require: `"model-collapse"` or the absolute path of a compiled module. */
  readonly module: string;
  readonly exportName: string;
  /**
   * Plain data (structured clone); `{ origin }` stands for the value that the origin makes. Absent when the export itself
   * is the value, not a function that makes it.
   */
  readonly arguments?: readonly unknown[];
}

/** A value that may say how to make it again. Without an origin it stays on the thread that made it. */
export interface Portable {
  readonly origin?: Origin;
}

/** Marks a value of this library as portable: `exportName` must be exported by `model-collapse`. */
export function portable<Value extends object>(
  value: Value,
  exportName: string,
  ...factoryArguments: readonly unknown[]
): Value & Required<Portable> {
  const origin: Origin = { module: "model-collapse", exportName, arguments: factoryArguments };
  return Object.assign(value, { origin });
}

/** Marks a value that is itself exported by `model-collapse` (not made by a function) as portable. */
export function portableConstant<Value extends object>(
  value: Value,
  exportName: string,
): Value & Required<Portable> {
  return Object.assign(value, { origin: { module: "model-collapse", exportName } });
}
