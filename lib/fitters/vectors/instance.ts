/** As much of the global WebAssembly as is used: the compiler's library of ES2022 does not declare it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
  Memory: new (pages: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

export const pageBytes = 65536;

/** The function of a module made by `moduleBytes`, and the memory that it works on. */
export interface VectorFunction {
  run(...integers: number[]): number;
  readonly buffer: ArrayBuffer;
}

/** WebAssembly with its 128-bit vectors is part of every Node and browser that this library runs on. */
export function instantiate(bytes: Uint8Array, pages: number): VectorFunction {
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
  return { run: exports.run as VectorFunction["run"], buffer: memory.buffer };
}
