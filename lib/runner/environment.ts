import { arch, availableParallelism, cpus, release, type } from "node:os";
import { checkBackend } from "../nets/backend";
import { describeSoftware, type Software } from "./software";

/** Where a run took place. */
export interface Environment {
  readonly software: Software;
  readonly node: string;
  readonly platform: string;
  readonly cores: string;
  /** What computes tensors. */
  readonly backend: string;
}

/** This machine, in words. */
export async function describeEnvironment(): Promise<Environment> {
  const model = cpus()[0]?.model.trim();
  const cores = availableParallelism();
  return {
    software: describeSoftware(),
    node: process.version,
    platform: `${type()} ${release()} ${arch()}`,
    cores: model === undefined || model === "" ? String(cores) : `${cores} × ${model}`,
    backend: await describeBackend(),
  };
}

/** A report needs no tensors: a backend that cannot start is told, not thrown. */
async function describeBackend(): Promise<string> {
  try {
    const { name, description } = await checkBackend();
    return `${name} (${description})`;
  } catch (error) {
    return `none: ${(error as Error).message}`;
  }
}
