/** A pair of lines that encloses what students do not get. nbgrader takes any line that contains the words as one of them. */
export interface RegionMarks {
  readonly begin: string;
  readonly end: string;
}

export const solutionMarks: RegionMarks = { begin: "BEGIN SOLUTION", end: "END SOLUTION" };
export const hiddenTestMarks: RegionMarks = { begin: "BEGIN HIDDEN TESTS", end: "END HIDDEN TESTS" };

/** A text cut at its marks: lines in the open, and regions with their lines and the indentation of their first mark. */
export type Part =
  | { readonly type: "open"; readonly lines: readonly string[] }
  | { readonly type: "region"; readonly indentation: string; readonly lines: readonly string[] };

/**
 * Cuts a text at the marks of one kind.
 *
 * @throws RangeError with the line of a mark that has no partner.
 */
export function partsOf(source: string, { begin, end }: RegionMarks): Part[] {
  const parts: Part[] = [];
  let open: string[] = [];
  let region: { lines: string[]; indentation: string; line: number } | undefined;
  for (const [index, line] of source.split("\n").entries()) {
    if (line.includes(begin)) {
      if (region) throw unbalanced(`a second ${begin} in line ${index + 1} before ${end}`);
      parts.push({ type: "open", lines: open });
      open = [];
      region = { lines: [], indentation: /^\s*/.exec(line)![0], line: index + 1 };
    } else if (line.includes(end)) {
      if (!region) throw unbalanced(`${end} in line ${index + 1} without ${begin}`);
      parts.push({ type: "region", indentation: region.indentation, lines: region.lines });
      region = undefined;
    } else (region?.lines ?? open).push(line);
  }
  if (region) throw unbalanced(`${begin} in line ${region.line} without ${end}`);
  return [...parts, { type: "open", lines: open }];
}

function unbalanced(what: string): RangeError {
  return new RangeError(`needs its marks in pairs, got ${what}`);
}

/** The text with each region replaced by lines that are indented as the region was. */
export function replaceRegions(source: string, marks: RegionMarks, replacement: readonly string[]): string {
  return partsOf(source, marks)
    .flatMap((part) =>
      part.type === "open" ? part.lines : replacement.map((line) => part.indentation + line),
    )
    .join("\n");
}

/** The lines inside of regions. */
export function regionLines(source: string, marks: RegionMarks): string[] {
  return partsOf(source, marks).flatMap((part) => (part.type === "region" ? part.lines : []));
}
