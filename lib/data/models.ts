/** One file of a published model. It is known by one of two digests. */
export interface ModelFile {
  /** Name in the model's folder. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, lower-case hexadecimal. */
  readonly sha256?: string;
  /** The name that git gives these bytes, which is what some hosts publish: SHA-1 of "blob ", the size, a zero byte, the bytes. */
  readonly gitBlob?: string;
  /** Where it may be downloaded from, tried in this order. */
  readonly urls: readonly string[];
}

/** A published model as data/models.json describes it. */
export interface ModelEntry {
  readonly name: string;
  readonly title: string;
  readonly citation: string;
  readonly licence: string;
  readonly files: readonly ModelFile[];
}

/** Content of data/models.json. */
export interface ModelManifest {
  readonly models: readonly ModelEntry[];
}
