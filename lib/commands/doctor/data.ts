import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DataEntry, DataManifest } from "../../data/manifest";
import type { Finding } from "./finding";
import { missing, optional, ready } from "./finding";

const isIn = (folder: string, { files }: DataEntry) =>
  files.every(({ path }) => existsSync(join(folder, path)) || existsSync(join(folder, `${path}.gz`)));

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
  if (own && isIn(own, entry)) return ready(what, "in the data folder");
  if (isIn(join(root, "data/cache"), entry)) return ready(what, "in data/cache");
  const otherwise = `else a stand-in (${entry.standIn})`;
  const remedy = "put it into a folder that MODEL_COLLAPSE_DATA names";
  return entry.files.some(({ urls }) => urls.length > 0)
    ? ready(what, `downloaded when first used, ${otherwise}`)
    : optional(what, `a stand-in (${entry.standIn})`, remedy);
}
