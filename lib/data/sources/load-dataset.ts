import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DataSource, Dataset } from "../dataset";
import type { DataEntry, DataManifest } from "../manifest";
import { unknownName } from "../nearest-names";
import { standInOf } from "../stand-ins/stand-ins";
import { parseTable, type TableRow, tablePoints } from "../table";
import { projectDataFolder, readManifest } from "./project-data";
import { type ResolveSettings, resolveFile } from "./resolve-file";

export interface LoadDatasetOptions {
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
  /** Told of every piece of a download. Default: a line on the terminal, when standard error is one. */
  readonly onProgress?: (received: number, total: number) => void;
  /** Default: data/manifest.json of the project. */
  readonly manifest?: DataManifest;
}

/**
 * Loads a data set of data/manifest.json: from the folder in MODEL_COLLAPSE_DATA, else from data/cache, else
 * by download, else its declared stand-in, generated here and the same everywhere. Every file is checked
 * against its digest; one that differs is refused, and the note says so. The record says which source was
 * used: show it with `showData`.
 *
 * @example
 * import { loadDataset } from "model-collapse";
 * const eruptions = await loadDataset("old-faithful");
 * eruptions.points.rows; // → 272
 *
 * @throws RangeError for an unknown name, with the nearest ones; the signal's reason when it aborts
 */
export async function loadDataset(name: string, options: LoadDatasetOptions = {}): Promise<Dataset> {
  const { dataSets } = options.manifest ?? readManifest();
  const entry = dataSets.find((candidate) => candidate.name === name);
  if (!entry) {
    const names = dataSets.map((candidate) => candidate.name);
    throw new RangeError(`loadDataset: ${unknownName("data set", name, names)}`);
  }
  const remarks: string[] = [];
  const settings = settingsOf(entry, options, remarks);
  settings.signal?.throwIfAborted();
  const { rows, source } = (await realRows(entry, settings, remarks)) ?? {
    rows: standInOf(entry).generate(entry.rows),
    source: "stand-in" as const,
  };
  return {
    name,
    title: entry.title,
    citation: entry.citation,
    source,
    note: [sourceNote(entry, source), ...remarks].join("; "),
    points: tablePoints(rows, entry.columns),
    columns: entry.columns.filter(({ type }) => type === "number"),
    rows,
  };
}

function settingsOf(entry: DataEntry, options: LoadDatasetOptions, remarks: string[]): ResolveSettings {
  const folder = options.folder ?? (process.env.MODEL_COLLAPSE_DATA || undefined);
  if (folder !== undefined && !existsSync(folder))
    remarks.push("the data folder that was named does not exist");
  return {
    folder,
    cache: options.cache ?? join(projectDataFolder(), "cache"),
    download: options.download ?? true,
    connectSeconds: options.connectSeconds ?? 5,
    stallSeconds: options.stallSeconds ?? 15,
    signal: options.signal,
    onProgress: options.onProgress ?? terminalProgress(entry.name),
  };
}

async function realRows(
  entry: DataEntry,
  settings: ResolveSettings,
  remarks: string[],
): Promise<{ rows: TableRow[]; source: DataSource } | undefined> {
  const file = await resolveFile(entry.files[0]!, settings, remarks);
  if (!file) return undefined;
  const text = new TextDecoder("utf-8", { fatal: true }).decode(file.content);
  return { rows: parseTable(text, entry.columns), source: file.source };
}

function sourceNote(entry: DataEntry, source: DataSource): string {
  const what = `${entry.title}, ${entry.rows} rows`;
  const { path } = entry.files[0]!;
  if (source === "folder") return `${what}: real data, ${path} of the data folder`;
  if (source === "cache") return `${what}: real data, ${path} of the cache`;
  if (source === "download") return `${what}: real data, downloaded to the cache just now`;
  return (
    `${what}: STAND-IN, no real data, ${standInOf(entry).description}. ` +
    "For the real data set MODEL_COLLAPSE_DATA (see data/README.md) or go online"
  );
}

function terminalProgress(name: string): ResolveSettings["onProgress"] {
  if (!process.stderr.isTTY) return undefined;
  return (received, total) => {
    const share = Math.min(100, Math.round((100 * received) / total));
    process.stderr.write(`\rDownloading ${name}: ${share} %${received >= total ? "\n" : ""}`);
  };
}
