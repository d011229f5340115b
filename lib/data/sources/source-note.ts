import type { DataSource } from "../dataset";
import type { DataEntry } from "../manifest";
import { standInOf } from "../stand-ins/stand-ins";
import type { ResolvedFiles } from "./resolve-all";
import type { ResolvedFile } from "./resolve-file";

/** From the nearest to the farthest. */
const places: readonly (readonly [ResolvedFile["source"], string])[] = [
  ["folder", "of the data folder"],
  ["cache", "of the cache"],
  ["download", "downloaded to the cache just now"],
];

/** The farthest place that a file came from; a stand-in when there are none. */
export function sourceOf(files: ResolvedFiles | undefined): DataSource {
  if (!files) return "stand-in";
  const used = [...files.values()].map(({ source }) => source);
  return places.filter(([source]) => used.includes(source)).at(-1)![0];
}

/** Which data these are, without a full stop: `what` and where each of its files came from. */
export function sourceNote(what: string, entry: DataEntry, files: ResolvedFiles | undefined): string {
  if (files) return `${what}: real data, ${originsOf(files)}`;
  return (
    `${what}: STAND-IN, no real data, ${standInOf(entry).description}. ` +
    "For the real data set MODEL_COLLAPSE_DATA (see data/README.md) or go online"
  );
}

function originsOf(files: ResolvedFiles): string {
  const origins = places.flatMap(([source, place]) => {
    const paths = [...files].filter(([, file]) => file.source === source).map(([path]) => path);
    if (paths.length === 0) return [];
    if (source === "download" && paths.length === files.size) return [place];
    return [`${paths.length === 1 ? paths[0] : `${paths.length} files`} ${place}`];
  });
  return origins.join(", ");
}
