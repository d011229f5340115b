import { distance } from "fastest-levenshtein";

/**
 * The candidates most like a mistyped word, best first: at most three, none further than half the longer word
 * in edits (Levenshtein, letters compared without case); a candidate that contains the word, or is
 * contained in it, counts as one edit away. Empty when nothing is near. Cost O(candidates × lengths).
 *
 * @example
 * import { nearestNames } from "model-collapse";
 * nearestNames("old-fathful", ["iris", "old-faithful"]).join(); // → old-faithful
 */
export function nearestNames(word: string, candidates: readonly string[]): string[] {
  const wanted = word.toLowerCase();
  return candidates
    .map((name) => ({ name, edits: edits(wanted, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(word.length, name.length) / 2)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name);
}

function edits(wanted: string, name: string): number {
  const contained = wanted.length >= 2 && (name.includes(wanted) || wanted.includes(name));
  return contained ? Math.min(1, distance(wanted, name)) : distance(wanted, name);
}

/**
 * The end of an error message about an unknown name: the nearest names where there are any, else all of them.
 * `unknownName("data set", "oldfaithful", names)` gives
 * `unknown data set "oldfaithful"; nearest: old-faithful`.
 */
export function unknownName(what: string, word: string, candidates: readonly string[]): string {
  const nearest = nearestNames(word, candidates);
  const remedy =
    nearest.length > 0 ? `nearest: ${nearest.join(", ")}` : `known: ${candidates.join(", ") || "none"}`;
  return `unknown ${what} "${word}"; ${remedy}`;
}
