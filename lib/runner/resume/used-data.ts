import { join } from "node:path";
import type { DataEntry } from "../../data/manifest";
import { digestOf } from "../../data/sources/digest-of";
import { isPresent } from "../../data/sources/is-present";
import { projectDataFolder, readManifest } from "../../data/sources/project-data";
import type { DataNote } from "../execution/collect";
import type { UsedData } from "./run-record";

/** What a notebook used, to be held against what it would use later. */
export function usedData(notes: readonly DataNote[]): UsedData[] {
  return notes.map(({ name, source }) => ({ name, standIn: source === "stand-in", digest: digestNow(name) }));
}

/** Why data are not what they were, in words; undefined when they are. */
export function changedData(used: readonly UsedData[]): string | undefined {
  for (const { name, standIn, digest } of used) {
    if (digest === null) return `its data ${name} are a file of your own, which may have changed`;
    if (digest !== digestNow(name)) return `its data ${name} have changed`;
    if (standIn && isThere(name)) return `its data ${name} are there by now`;
  }
  return undefined;
}

function digestNow(name: string): string | null {
  const entry = entryOf(name);
  return entry === undefined ? null : digestOf({ files: entry.files.map(({ sha256 }) => sha256) });
}

/** Whether every file of a data set is in the user's folder or in the cache. */
function isThere(name: string): boolean {
  const folders = [process.env.MODEL_COLLAPSE_DATA, join(projectDataFolder(), "cache")].filter(Boolean);
  const files = entryOf(name)?.files ?? [];
  return files.every((file) => folders.some((folder) => isPresent(folder!, file)));
}

function entryOf(name: string): DataEntry | undefined {
  return readManifest().dataSets.find((entry) => entry.name === name);
}
