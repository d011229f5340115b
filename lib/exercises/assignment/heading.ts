import type { Cell } from "../../runner/notebook/format";

/** The first line of an exercise's text: `## Exercise 3 · Predict the half-life (4 points)`. */
export interface ExerciseHeading {
  readonly number: number;
  readonly title: string;
  readonly points: number;
}

const pattern = /^## Exercise (\d+) · (\S.*?) \((\d+(?:\.\d+)?) points?\)\s*$/;

/** The heading that a text begins with; undefined when it begins with something else. */
export function exerciseHeading(source: string): ExerciseHeading | undefined {
  const match = pattern.exec(source.split("\n", 1)[0]!);
  return match === null
    ? undefined
    : { number: Number(match[1]), title: match[2]!, points: Number(match[3]) };
}

/** "1 point", "2.5 points". */
export function pointsText(points: number): string {
  return `${points} ${points === 1 ? "point" : "points"}`;
}

/** The insides of `<details><summary>Hint</summary>…</details>` in a text. */
export function hintsIn(source: string): string[] {
  const hints = source.matchAll(/<details>\s*<summary>\s*Hint[^<]*<\/summary>([\s\S]*?)<\/details>/gi);
  return [...hints].map((match) => match[1]!.trim());
}

/** Name and kind of the exercise that begins with a cell; undefined when none does. */
export function exerciseBeginning({
  metadata,
}: Pick<Cell, "metadata">): { readonly name: string; readonly kind: string } | undefined {
  const raw = metadata.model_collapse as { exercise?: unknown; kind?: unknown } | undefined;
  return typeof raw?.exercise === "string" ? { name: raw.exercise, kind: String(raw.kind) } : undefined;
}
