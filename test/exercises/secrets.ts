import type { Assignment } from "../../lib/exercises/assignment/assignment";
import { hiddenTestMarks, partsOf, regionLines, solutionMarks } from "../../lib/exercises/assignment/regions";

/** Lines that say nothing on their own, such as a closing bracket. */
const leastCharacters = 6;

/**
 * The lines of an assignment that no student may get: those of solutions, model answers and hidden tests, unless the same
 * line stands in the open somewhere.
 */
export function secretLines({ cells }: Assignment): string[] {
  const marks = [solutionMarks, hiddenTestMarks];
  const secret = cells.flatMap(({ cell }) => marks.flatMap((pair) => regionLines(cell.source, pair)));
  const open = new Set(
    cells
      .flatMap(({ cell, role }) => {
        const pair = role === "test" ? hiddenTestMarks : solutionMarks;
        return partsOf(cell.source, pair).flatMap((part) => (part.type === "open" ? part.lines : []));
      })
      .map((line) => line.trim()),
  );
  const trimmed = secret.map((line) => line.trim());
  return [...new Set(trimmed)].filter((line) => line.length >= leastCharacters && !open.has(line));
}

/** The secret lines that a text holds, as they stand or inside of JSON. */
export function leaksIn(text: string, assignment: Assignment): string[] {
  return secretLines(assignment).filter(
    (line) => text.includes(line) || text.includes(JSON.stringify(line).slice(1, -1)),
  );
}
