import type { DataFile } from "../manifest";
import { type ResolvedFile, type ResolveSettings, resolveFile } from "./resolve-file";

/** The verified files of a data set, by path. */
export type ResolvedFiles = ReadonlyMap<string, ResolvedFile>;

/**
 * All files of a data set, or undefined when one cannot be had: real data and a stand-in are never mixed. They are
 * looked for in turn, and what follows one that is missing is not looked for any more.
 * @throws the signal's reason when it aborts
 */
export async function resolveAll(
  files: readonly DataFile[],
  settingsOf: (file: DataFile) => ResolveSettings,
  remarks: string[],
): Promise<ResolvedFiles | undefined> {
  const resolved = new Map<string, ResolvedFile>();
  for (const file of files) {
    const found = await resolveFile(file, settingsOf(file), remarks);
    if (!found) {
      if (files.length > 1)
        remarks.push(`without ${file.path} none of the ${files.length} files could be used`);
      return undefined;
    }
    resolved.set(file.path, found);
  }
  return resolved;
}
