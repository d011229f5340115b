import { arch, availableParallelism, cpus, release, type } from "node:os";

/** Where a run took place. */
export interface Environment {
  readonly node: string;
  readonly platform: string;
  readonly cores: string;
}

/** This machine, in words. */
export function describeEnvironment(): Environment {
  const model = cpus()[0]?.model.trim();
  const cores = availableParallelism();
  return {
    node: process.version,
    platform: `${type()} ${release()} ${arch()}`,
    cores: model === undefined || model === "" ? String(cores) : `${cores} × ${model}`,
  };
}
