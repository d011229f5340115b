import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { DataSource } from "../dataset";
import type { DataFile } from "../manifest";
import { RefusedFile, verifiedContent } from "./content";
import { describeFailure } from "./describe-failure";
import { download } from "./download";
import { type DownloadSettings, NotServed } from "./fetch-part";

/** Where files are looked for. */
export interface ResolveSettings extends DownloadSettings {
  /** The user's own files: only read. */
  readonly folder?: string;
  /** The project's copies, unpacked: written, and damaged ones set aside. */
  readonly cache: string;
  /** Whether to download what is in neither. */
  readonly download: boolean;
}

/** A verified file. */
export interface ResolvedFile {
  readonly content: Uint8Array;
  readonly source: Exclude<DataSource, "stand-in">;
}

/**
 * The unpacked bytes of a file from the user's folder, else the cache, else a download; undefined when none
 * has them. What was refused or went wrong on the way is added to `remarks`, which name no folder of this
 * machine. A file with other bytes than the manifest's is refused: in the user's folder it is left alone, in
 * the cache it is set aside under its name plus `.damaged`.
 * @throws the signal's reason when it aborts
 */
export async function resolveFile(
  file: DataFile,
  settings: ResolveSettings,
  remarks: string[],
): Promise<ResolvedFile | undefined> {
  return (
    (await fromFolder(file, settings, remarks)) ??
    (await fromCache(file, settings, remarks)) ??
    (await fromDownload(file, settings, remarks))
  );
}

async function fromFolder(
  file: DataFile,
  { folder }: ResolveSettings,
  remarks: string[],
): Promise<ResolvedFile | undefined> {
  if (folder === undefined) return undefined;
  for (const path of [file.path, `${file.path}.gz`]) {
    try {
      const raw = await readIfThere(join(folder, path));
      if (raw) return { content: verifiedContent(raw, file), source: "folder" };
    } catch (error) {
      remarks.push(`refused ${path} in the data folder, which is left as it is: ${describeFailure(error)}`);
    }
  }
  return undefined;
}

async function fromCache(
  file: DataFile,
  { cache }: ResolveSettings,
  remarks: string[],
): Promise<ResolvedFile | undefined> {
  const path = join(cache, file.path);
  try {
    const raw = await readIfThere(path);
    return raw && { content: verifiedContent(raw, file), source: "cache" };
  } catch (error) {
    const aside = error instanceof RefusedFile ? await setAside(path) : "left as it is";
    remarks.push(`refused ${file.path} in the cache, ${aside}: ${describeFailure(error)}`);
    return undefined;
  }
}

async function setAside(path: string): Promise<string> {
  try {
    await rename(path, `${path}.damaged`);
    return "set aside as .damaged";
  } catch (error) {
    return `which could not be set aside (${(error as NodeJS.ErrnoException).code})`;
  }
}

async function fromDownload(
  file: DataFile,
  settings: ResolveSettings,
  remarks: string[],
): Promise<ResolvedFile | undefined> {
  if (!settings.download) return undefined;
  const unanswered = new Set<string>();
  for (const url of file.urls) {
    settings.signal?.throwIfAborted();
    const { host } = new URL(url);
    if (unanswered.has(host)) continue;
    try {
      const content = await download(file, url, join(settings.cache, file.path), settings);
      return { content, source: "download" };
    } catch (error) {
      if (settings.signal?.aborted) throw error;
      remarks.push(`no download of ${file.path} from ${host}: ${describeFailure(error)}`);
      if (!(error instanceof RefusedFile || error instanceof NotServed)) unanswered.add(host);
    }
  }
  return undefined;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
