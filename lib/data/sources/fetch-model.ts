import { readFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { ModelEntry, ModelFile, ModelManifest } from "../models";
import { RefusedFile } from "./content";
import { describeFailure } from "./describe-failure";
import { downloadPart } from "./download";
import type { DownloadSettings } from "./fetch-part";
import { projectDataFolder } from "./project-data";
import { verifyFile } from "./verify-file";

/** Every published model that the project knows. */
export function readModels(): ModelManifest {
  return JSON.parse(readFileSync(join(projectDataFolder(), "models.json"), "utf8")) as ModelManifest;
}

/** What is told while a model is fetched. */
export interface FetchListener {
  /** A file was there and is the right one, was set aside as damaged, or is about to be downloaded. */
  found(file: ModelFile, state: "there" | "damaged" | "missing"): void;
  received(file: ModelFile, bytes: number): void;
  fetched(file: ModelFile): void;
}

/** A file of a model that no address gave. */
export class NotFetched extends Error {
  override readonly name = "NotFetched";
}

/**
 * Brings all files of a model into a folder and checks each against its size and digest. What is there is kept, or set
 * aside under its name plus `.damaged` when it is another file; what was broken off is taken up where it ended.
 * @throws NotFetched naming file, host and reason; the error of the file system; the signal's reason when it aborts
 */
export async function fetchModel(
  { files }: ModelEntry,
  folder: string,
  settings: Omit<DownloadSettings, "onProgress">,
  listener: FetchListener,
): Promise<void> {
  for (const file of files) {
    settings.signal?.throwIfAborted();
    const target = join(folder, file.path);
    const state = await stateOf(target, file);
    listener.found(file, state);
    if (state === "there") continue;
    await fromAnywhere(file, target, { ...settings, onProgress: (bytes) => listener.received(file, bytes) });
    listener.fetched(file);
  }
}

async function stateOf(target: string, file: ModelFile): Promise<"there" | "damaged" | "missing"> {
  try {
    await verifyFile(target, file);
    return "there";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "missing";
    if (!(error instanceof RefusedFile)) throw error;
    await rename(target, `${target}.damaged`);
    return "damaged";
  }
}

async function fromAnywhere(file: ModelFile, target: string, settings: DownloadSettings): Promise<void> {
  const failures: string[] = [];
  for (const url of file.urls) {
    try {
      await downloadPart(file.bytes, url, target, (part) => keep(part.path, target, file), settings);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (settings.signal?.aborted || (code !== undefined && diskFailures.has(code))) throw error;
      failures.push(`${new URL(url).host}: ${describeFailure(error)}`);
    }
  }
  throw new NotFetched(`no download of ${file.path} from ${failures.join("; from ")}`);
}

/** No other address mends these. */
const diskFailures: ReadonlySet<string> = new Set([
  "ENOSPC",
  "EDQUOT",
  "EROFS",
  "EACCES",
  "EPERM",
  "ENOTDIR",
  "EISDIR",
]);

async function keep(part: string, target: string, file: ModelFile): Promise<void> {
  await verifyFile(part, file);
  await rename(part, target);
}
