import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, DatasetBase, DatasetTypes, TableDataset } from "../dataset";
import type { DataEntry, DataFile, DataManifest, TableEntry } from "../manifest";
import { unknownName } from "../nearest-names";
import { standInOf } from "../stand-ins/stand-ins";
import { parseTable, tablePoints } from "../table";
import { checkImageRows, describeImages, type ImageRows, imageParts } from "./image-parts";
import { projectDataFolder, readManifest } from "./project-data";
import { type ResolvedFiles, resolveAll } from "./resolve-all";
import type { ResolveSettings } from "./resolve-file";
import { sourceNote, sourceOf } from "./source-note";
import { describeText, textParts } from "./text-files";

export interface LoadDatasetOptions {
  /** Of a set of images, how many to keep of each part, from the first on. Default all: of MNIST 220 MB of numbers. */
  readonly rows?: ImageRows;
  /** Folder with the user's own copies, laid out as the manifest's paths. Default: MODEL_COLLAPSE_DATA. */
  readonly folder?: string;
  /** Folder for downloads. Default: data/cache of the project. */
  readonly cache?: string;
  /** Whether to download what is in neither folder. Default true. */
  readonly download?: boolean;
  /** Seconds to wait for a server's answer before going on without. Default 5. */
  readonly connectSeconds?: number;
  /** Seconds to wait for the next bytes of a download, three times over. Default 15. */
  readonly stallSeconds?: number;
  readonly signal?: AbortSignal;
  /** Told of every piece of a file's download. Default: a line on the terminal, when standard error is one. */
  readonly onProgress?: (received: number, total: number) => void;
  /** Default: data/manifest.json of the project. */
  readonly manifest?: DataManifest;
}

/**
 * Loads a data set of data/manifest.json: from the folder in MODEL_COLLAPSE_DATA, else from data/cache, else
 * by download, else its declared stand-in, generated here and the same everywhere. Every file is checked
 * against its digest; one that differs is refused, and the note says so. Where one of several files cannot be had, the
 * stand-in takes the place of all. The record says which source was used: show it with `showData`.
 *
 * Reading costs O(bytes of the files), converting and generating O(rows kept): 4,000 images of MNIST take half a second,
 * WikiText-2 0.2 s.
 *
 * @example
 * import { loadDataset } from "model-collapse";
 * const eruptions = await loadDataset("old-faithful");
 * eruptions.points.rows; // → 272
 * const digits = await loadDataset("mnist", { rows: { train: 400, test: 100 }, download: false });
 * digits.train.images.count; // → 400
 * const { train } = await loadDataset("wikitext-2", { download: false });
 * train.includes(" = ") && train.length > 2_000_000; // → true
 *
 * @throws RangeError for an unknown name, with the nearest ones, and for rows that there are not; the signal's
 *   reason when it aborts
 */
export function loadDataset<Name extends keyof DatasetTypes>(
  name: Name,
  options?: LoadDatasetOptions,
): Promise<DatasetTypes[Name]>;
export function loadDataset(name: string, options?: LoadDatasetOptions): Promise<Dataset>;
export async function loadDataset(name: string, options: LoadDatasetOptions = {}): Promise<Dataset> {
  const { dataSets } = options.manifest ?? readManifest();
  const entry = dataSets.find((candidate) => candidate.name === name);
  if (!entry) {
    const names = dataSets.map((candidate) => candidate.name);
    throw new RangeError(`loadDataset: ${unknownName("data set", name, names)}`);
  }
  const { rows = {}, signal } = options;
  if (entry.loader === "idx-images") checkImageRows(entry, rows);
  else if (options.rows)
    throw new RangeError(`loadDataset: ${name} is a ${entry.loader}, which is loaded whole; leave rows out`);
  const remarks: string[] = [];
  const settings = settingsOf(entry, options, remarks);
  signal?.throwIfAborted();
  const files = await resolveAll(entry.files, settings, remarks);
  const recordFor = (what: string): DatasetBase => recordOf(what, entry, files, remarks);
  switch (entry.loader) {
    case "table":
      return { kind: "table", ...recordFor(`${entry.title}, ${entry.rows} rows`), ...tableOf(entry, files) };
    case "idx-images":
      return { kind: "images", ...recordFor(describeImages(entry, rows)), ...imageParts(entry, rows, files) };
    case "text":
      return { kind: "text", ...recordFor(describeText(entry)), ...textParts(entry, files) };
  }
}

function settingsOf(
  entry: DataEntry,
  options: LoadDatasetOptions,
  remarks: string[],
): (file: DataFile) => ResolveSettings {
  const folder = options.folder ?? (process.env.MODEL_COLLAPSE_DATA || undefined);
  if (folder !== undefined && !existsSync(folder))
    remarks.push("the data folder that was named does not exist");
  return (file) => ({
    folder,
    cache: options.cache ?? join(projectDataFolder(), "cache"),
    download: options.download ?? true,
    connectSeconds: options.connectSeconds ?? 5,
    stallSeconds: options.stallSeconds ?? 15,
    signal: options.signal,
    onProgress: options.onProgress ?? terminalProgress(entry, file),
  });
}

function recordOf(
  what: string,
  entry: DataEntry,
  files: ResolvedFiles | undefined,
  remarks: readonly string[],
): DatasetBase {
  const { name, title, citation } = entry;
  const note = [sourceNote(what, entry, files), ...remarks].join("; ");
  const read = files === undefined ? [] : entry.files.map(({ path, sha256 }) => ({ path, sha256 }));
  return { name, title, citation, source: sourceOf(files), note, files: read };
}

function tableOf(
  entry: TableEntry,
  files: ResolvedFiles | undefined,
): Pick<TableDataset, "points" | "columns" | "rows"> {
  const content = files?.get(entry.files[0]!.path)?.content;
  const rows = content
    ? parseTable(new TextDecoder("utf-8", { fatal: true }).decode(content), entry.columns)
    : standInOf(entry).generate(entry.rows);
  const columns = entry.columns.filter(({ type }) => type === "number");
  return { points: tablePoints(rows, entry.columns), columns, rows };
}

function terminalProgress({ name, files }: DataEntry, file: DataFile): ResolveSettings["onProgress"] {
  if (!process.stderr.isTTY) return undefined;
  const what = files.length === 1 ? name : `${name}, file ${files.indexOf(file) + 1} of ${files.length}`;
  return (received, total) => {
    const share = Math.min(100, Math.round((100 * received) / total));
    process.stderr.write(`\rDownloading ${what}: ${share} %${received >= total ? "\n" : ""}`);
  };
}
