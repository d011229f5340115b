import type { ImageDataset } from "../dataset";
import { parseIdx } from "../idx";
import { idxImages, idxLabels } from "../idx-images";
import type { LabelledImages } from "../images";
import type { ImageEntry } from "../manifest";
import { unknownName } from "../nearest-names";
import { standInOf } from "../stand-ins/stand-ins";
import type { ResolvedFiles } from "./resolve-all";

/** How many images to keep of each part, from the first on; all of a part that is absent. */
export interface ImageRows {
  readonly train?: number;
  readonly test?: number;
}

const parts = ["train", "test"] as const;
type Part = (typeof parts)[number];

/** Refuses numbers of images that the data set does not have, before any work. */
export function checkImageRows(entry: ImageEntry, rows: ImageRows): void {
  for (const [part, count] of Object.entries(rows)) {
    if (!parts.includes(part as Part))
      throw new RangeError(`loadDataset: ${unknownName(`part of ${entry.name}`, part, parts)}`);
    const available = entry[part as Part].rows;
    if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= available)) {
      throw new RangeError(
        `loadDataset needs rows.${part} of ${entry.name} to be a whole number from 1 to ${available}, got ${count}`,
      );
    }
  }
}

/** What the note calls them. */
export function describeImages(entry: ImageEntry, rows: ImageRows): string {
  const counts = parts.map((part) => {
    const available = entry[part].rows;
    const kept = rows[part] ?? available;
    return `${kept === available ? "" : `the first ${kept} of `}${available} ${part}`;
  });
  return `${entry.title}, ${counts.join(" and ")} images`;
}

/** The images of both parts, from the files, else from the stand-in. */
export function imageParts(
  entry: ImageEntry,
  rows: ImageRows,
  files: ResolvedFiles | undefined,
): Pick<ImageDataset, Part | "classes"> {
  const partOf = (part: Part): LabelledImages =>
    files
      ? readPart(entry, part, rows[part], files)
      : standInOf(entry).generate(part, rows[part] ?? entry[part].rows);
  return { train: partOf("train"), test: partOf("test"), classes: entry.classes };
}

function readPart(
  entry: ImageEntry,
  part: Part,
  rows: number | undefined,
  files: ResolvedFiles,
): LabelledImages {
  const { images, labels, rows: available } = entry[part];
  const contentOf = (path: string, dimensions: readonly number[]): Uint8Array => {
    const { content } = files.get(path)!;
    const found = parseIdx(content, dimensions.length).dimensions;
    if (found.join() === dimensions.join()) return content;
    throw new RangeError(
      `loadDataset: ${path} has ${found.join(" × ")} numbers, but data/manifest.json says ${dimensions.join(" × ")}`,
    );
  };
  return {
    images: idxImages(contentOf(images, [available, entry.height, entry.width]), rows),
    labels: idxLabels(contentOf(labels, [available]), entry.classes, rows),
  };
}
