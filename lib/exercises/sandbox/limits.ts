/** What one submission may use. What goes beyond ends its process, and the next cell meets a new one. */
export interface SandboxLimits {
  /** Of JavaScript's heap. */
  readonly heapMegabytes: number;
  /** Of all its processes together, buffers and tensors included. */
  readonly residentMegabytes: number;
  readonly cellSeconds: number;
  /** Computing time of one cell, on all cores together. */
  readonly cellCpuSeconds: number;
  /** All cells together; after that no cell runs any more. */
  readonly sessionSeconds: number;
  readonly processes: number;
  readonly threads: number;
  /** What one cell may print and show. */
  readonly outputBytes: number;
  readonly scratchMegabytes: number;
}

export const defaultLimits: SandboxLimits = {
  heapMegabytes: 1024,
  residentMegabytes: 2048,
  cellSeconds: 60,
  cellCpuSeconds: 60,
  sessionSeconds: 300,
  processes: 4,
  threads: 64,
  outputBytes: 1_000_000,
  scratchMegabytes: 64,
};

/** @throws RangeError for a limit that is not a positive number */
export function completeLimits(limits: Partial<SandboxLimits> = {}): SandboxLimits {
  for (const [name, value] of Object.entries(limits)) {
    if (!(typeof value === "number" && value > 0)) {
      throw new RangeError(`A sandbox needs a positive number for ${name}, got ${value}`);
    }
  }
  return { ...defaultLimits, ...limits };
}
