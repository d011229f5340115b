import { nearestNames } from "../../data/nearest-names";
import { recordOf } from "../committed/record";
import { readNotebook } from "../notebook/read";
import type { NotebookFile } from "../notebook/select";
import { UsageError } from "../usage-error";

/** The claims that `--only` asks for. */
export interface WantedClaims {
  /** The notebooks that make them. */
  readonly files: readonly NotebookFile[];
  /** Identifiers of those that each notebook is known to make, by its name. */
  readonly known: ReadonlyMap<string, readonly string[]>;
  wants(id: string): boolean;
}

/**
 * Finds claims by identifier or pattern, in which `*` stands for anything, among those that the notebooks are committed with.
 * @throws UsageError with the nearest identifiers for a word that no claim has
 */
export function wantedClaims(words: readonly string[], candidates: readonly NotebookFile[]): WantedClaims {
  const claims = candidates.map((file) => ({ file, ids: claimsOf(file) }));
  const all = claims.flatMap(({ ids }) => ids);
  const patterns = words.map(patternOf);
  const unknown = words.find((_, index) => !all.some((id) => patterns[index]!.test(id)));
  if (unknown !== undefined) refuse(unknown, all, candidates);
  const wants = (id: string) => patterns.some((pattern) => pattern.test(id));
  const wanted = claims
    .map(({ file, ids }) => ({ file, ids: ids.filter(wants) }))
    .filter(({ ids }) => ids.length > 0);
  return {
    files: wanted.map(({ file }) => file),
    known: new Map(wanted.map(({ file, ids }) => [file.name, ids])),
    wants,
  };
}

function claimsOf({ path }: NotebookFile): string[] {
  return (recordOf(readNotebook(path))?.claims ?? []).map(({ id }) => id);
}

function patternOf(word: string): RegExp {
  const parts = word.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "su");
}

function refuse(word: string, ids: readonly string[], candidates: readonly NotebookFile[]): never {
  const near = nearestNames(word.replaceAll("*", ""), ids);
  const where = candidates.map(({ number }) => number).join(", ");
  const found =
    near.length > 0 ? `Nearest: ${near.join(", ")}.` : `Notebooks ${where} have ${ids.length} claims.`;
  throw new UsageError(`There is no claim "${word}". ${found} All of them: npm start -- --list --claims`);
}
