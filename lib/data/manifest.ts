/** One file of a data set. Its digest is of the unpacked bytes, so that it also identifies a compressed copy. */
export interface DataFile {
  /** Relative to a data folder. A copy whose name ends in `.gz` as well is accepted. */
  readonly path: string;
  /** Size of the unpacked bytes. */
  readonly bytes: number;
  /** SHA-256 of the unpacked bytes, lower-case hexadecimal. */
  readonly sha256: string;
  /** Where it may be downloaded from, tried in this order; compressed (gzip) or plain. */
  readonly urls: readonly string[];
}

/** A column of a table. */
export interface DataColumn {
  readonly name: string;
  readonly type: "number" | "text";
  /** Unit of a number; absent when it has none. */
  readonly unit?: string;
}

/** A data set as data/manifest.json describes it. */
export interface DataEntry {
  readonly name: string;
  readonly title: string;
  readonly citation: string;
  readonly licence: string;
  readonly files: readonly DataFile[];
  readonly loader: "table";
  readonly columns: readonly DataColumn[];
  readonly rows: number;
  /** Name of what is generated when the files cannot be had. */
  readonly standIn: string;
}

/** Content of data/manifest.json. */
export interface DataManifest {
  readonly dataSets: readonly DataEntry[];
}
