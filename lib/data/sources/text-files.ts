import type { TextEntry } from "../manifest";
import { standInOf } from "../stand-ins/stand-ins";
import { splitLines, type TextParts } from "../text-parts";
import { utf8Text } from "../utf8";
import type { ResolvedFiles } from "./resolve-all";

/** What the note calls them. */
export function describeText({ title, parts }: TextEntry): string {
  return `${title}, ${parts ? "" : "split by lines into "}train, validation and test text`;
}

/** The text of all parts, from the files, else from the stand-in. */
export function textParts(entry: TextEntry, files: ResolvedFiles | undefined): TextParts {
  if (!files) return standInOf(entry).generate();
  const contentOf = (path: string): string =>
    utf8Text(`loadDataset, reading ${path},`, files.get(path)!.content);
  const { parts } = entry;
  if (!parts) return splitLines("loadDataset", contentOf(entry.files[0]!.path));
  return {
    train: contentOf(parts.train),
    validation: contentOf(parts.validation),
    test: contentOf(parts.test),
  };
}
