import { createRequire } from "node:module";
import type * as TypeScript from "@tslab/typescript-for-tslab";

const requireAsTslab = createRequire(require.resolve("tslab/package.json"));
const path = requireAsTslab.resolve("@tslab/typescript-for-tslab");

/** tslab's own compiler: the one whose syntax trees its converter reads. */
export const typescript: typeof TypeScript = requireAsTslab(path);

/** The parts of the compiler that tslab's converter calls and we change. */
export interface CompilerPatches {
  readonly createWatchCompilerHost: (...parameters: unknown[]) => unknown;
  readonly transpileModule: (
    input: string,
    options: TypeScript.TranspileOptions,
  ) => TypeScript.TranspileOutput;
  readonly visitEachChild: typeof TypeScript.visitEachChild;
}

/** Hands tslab, which must not be loaded yet, the compiler with some functions replaced. */
export function replaceInTslab(patches: CompilerPatches): void {
  // The compiler's exports are getters that cannot be redefined, so tslab receives a copy.
  requireAsTslab.cache[path]!.exports = { ...typescript, ...patches };
}
