import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ModelManifest } from "../../data/models";
import { modelAmong } from "../../fitters/files/find-model";
import type { Finding } from "./finding";
import { optional, ready } from "./finding";

/** Which published models are there. Digests are checked when models are fetched, not here. */
export function checkModels(root: string, environment: NodeJS.ProcessEnv): Finding[] {
  const manifest = join(root, "data/models.json");
  if (!existsSync(manifest)) return [];
  const { models } = JSON.parse(readFileSync(manifest, "utf8")) as ModelManifest;
  const own = environment.MODEL_COLLAPSE_DATA;
  const folders = [...(own ? [resolve(own)] : []), join(root, "data/cache")];
  return models.map(({ name, files }) => {
    const what = `model: ${name}`;
    const found = modelAmong(name, folders);
    if (found !== undefined) return ready(what, `in ${found}`);
    const size = Math.round(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
    return optional(what, "not there", `npm run fetch -- ${name} (${size} MB)`);
  });
}
