import { existsSync } from "node:fs";
import { join } from "node:path";
import { unknownName } from "../../data/nearest-names";
import { readModels } from "../../data/sources/fetch-model";
import { projectDataFolder } from "../../data/sources/project-data";
import { weightFiles } from "./opt-weights";

/** Where models are looked for. */
export interface FindModelOptions {
  /** Folder with the user's own models, each in a folder of its name. Default: MODEL_COLLAPSE_DATA. */
  readonly folder?: string;
  /** Folder for downloads. Default: data/cache of the project. */
  readonly cache?: string;
}

/**
 * The folder of a model, such as `loadOpt` takes it: in the folder that MODEL_COLLAPSE_DATA names, else in data/cache,
 * where `npm run fetch -- opt-125m` puts it. Nothing is downloaded.
 * @throws Error naming the places and the remedy when it is in neither; RangeError for a name that is none of a folder
 */
export function findModel(name: string, options: FindModelOptions = {}): string {
  if (!/^\w[\w.-]*$/.test(name)) {
    throw new RangeError(
      `findModel needs the name of a model, such as opt-125m, got ${JSON.stringify(name)}`,
    );
  }
  const own = options.folder ?? (process.env.MODEL_COLLAPSE_DATA || undefined);
  const cache = options.cache ?? join(projectDataFolder(), "cache");
  const folders = own === undefined ? [cache] : [own, cache];
  const found = modelAmong(name, folders);
  if (found !== undefined) return found;
  const places = folders.map((folder) => join(folder, name));
  const names = readModels().models.map((model) => model.name);
  const remedy = names.includes(name)
    ? `Run npm run fetch -- ${name}`
    : `Put one there, or take one that can be fetched: ${unknownName("model", name, names)}`;
  throw new Error(
    `findModel needs config.json and the weights of ${name} in ${places.join(" or ")}, found none. ${remedy}`,
  );
}

/** The first of these folders' folders of this name that holds a model. */
export function modelAmong(name: string, folders: readonly string[]): string | undefined {
  const has = (folder: string, file: string) => existsSync(join(folder, file));
  return folders
    .map((folder) => join(folder, name))
    .find((folder) => has(folder, "config.json") && weightFiles.some((file) => has(folder, file)));
}
