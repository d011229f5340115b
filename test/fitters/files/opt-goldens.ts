import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Parameters } from "../../../lib/nets/parameters";
import { readGolden } from "../helpers";

/** A tensor by its shape and the SHA-256 of its 32-bit numbers. */
export interface Digest {
  readonly shape: readonly number[];
  readonly sha256: string;
}

interface OptGolden {
  readonly folders: Readonly<
    Record<
      string,
      {
        readonly configuration: Readonly<Record<string, number | boolean>>;
        readonly tensors: Readonly<Record<string, Digest>>;
      }
    >
  >;
  readonly views: Readonly<Record<string, Readonly<Record<string, Digest>>>>;
}

/** What transformers and PyTorch say of the folders beside. */
export const optGolden: OptGolden = readGolden<OptGolden>("opt-folders");

/** A file or folder that the script of the golden values made. */
export function goldenPath(name: string): string {
  return fileURLToPath(new URL(`../../golden/opt-folders/${name}`, import.meta.url));
}

export function digestOf(shape: readonly number[], values: Float32Array): Digest {
  return { shape, sha256: createHash("sha256").update(new Uint8Array(values.slice().buffer)).digest("hex") };
}

export function digestsOf(parameters: Parameters): Record<string, Digest> {
  const digests = Object.entries(parameters).map(
    ([name, { shape, values }]) => [name, digestOf(shape, values)] as const,
  );
  return Object.fromEntries(digests);
}
