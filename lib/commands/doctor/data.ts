import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DataEntry, DataFile, DataManifest } from "../../data/manifest";
import { isPresent } from "../../data/sources/is-present";
import type { Finding } from "./finding";
import { missing, optional, ready } from "./finding";

/** Where each data set would come from. Digests are checked when data are loaded, not here. */
export function checkData(root: string, environment: NodeJS.ProcessEnv): Finding[] {
  const manifest = join(root, "data/manifest.json");
  if (!existsSync(manifest))
    return [missing("data", "no data/manifest.json", "take the project's folder afresh")];
  const { dataSets } = JSON.parse(readFileSync(manifest, "utf8")) as DataManifest;
  const own = environment.MODEL_COLLAPSE_DATA;
  return [...checkFolder(own), ...dataSets.map((entry) => checkDataSet(entry, root, own))];
}

function checkFolder(own: string | undefined): Finding[] {
  if (!own) return [];
  const folder = resolve(own);
  return existsSync(folder)
    ? [ready("data folder", `${folder} (MODEL_COLLAPSE_DATA)`)]
    : [optional("data folder", `${folder} does not exist`, "name an existing folder in MODEL_COLLAPSE_DATA")];
}

function checkDataSet(entry: DataEntry, root: string, own: string | undefined): Finding {
  const what = `data: ${entry.name}`;
  const { files } = entry;
  const inFolder = files.filter((file) => own && isPresent(own, file));
  const inCache = files.filter(
    (file) => !inFolder.includes(file) && isPresent(join(root, "data/cache"), file),
  );
  const lacking = files.filter((file) => !inFolder.includes(file) && !inCache.includes(file));
  const found = [
    ...placed(inFolder, files, "in the data folder"),
    ...placed(inCache, files, "in data/cache"),
  ];
  if (lacking.length === 0) return ready(what, found.join(", "));
  const otherwise = `else a stand-in (${entry.standIn})`;
  if (lacking.every(({ urls }) => urls.length > 0)) {
    const size = megabytes(lacking.reduce((sum, { bytes }) => sum + bytes, 0));
    const rest = `${placed(lacking, files, "downloaded when first used")[0]} (${size} unpacked)`;
    return ready(what, [...found, rest, otherwise].join(", "));
  }
  const remedy = `put ${lacking.length === files.length ? "it" : "the rest"} into a folder that MODEL_COLLAPSE_DATA names`;
  return optional(what, [...found, `a stand-in (${entry.standIn})`].join(", "), remedy);
}

/** "in data/cache", or "2 of 4 files in data/cache"; nothing when it is none. */
function placed(some: readonly DataFile[], all: readonly DataFile[], where: string): string[] {
  if (some.length === 0) return [];
  return [some.length === all.length ? where : `${some.length} of ${all.length} files ${where}`];
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 1e6)} MB`;
}
