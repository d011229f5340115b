/** One thing that `npm run doctor` looked at. */
export interface Finding {
  readonly what: string;
  readonly state: "ready" | "optional" | "missing";
  readonly detail: string;
  /** The command, or the step, that mends it; absent when nothing needs mending. */
  readonly remedy?: string;
}

/** A finding of something in order. */
export function ready(what: string, detail: string): Finding {
  return { what, state: "ready", detail };
}

/** A finding of something that not everybody needs. */
export function optional(what: string, detail: string, remedy: string): Finding {
  return { what, state: "optional", detail, remedy };
}

/** A finding of something without which nothing works. */
export function missing(what: string, detail: string, remedy: string): Finding {
  return { what, state: "missing", detail, remedy };
}

const marks = { ready: "✓", optional: "–", missing: "✗" } as const;

/** The findings as lines, remedies below what they mend. */
export function describeFindings(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ what }) => what.length));
  return findings.flatMap(({ what, state, detail, remedy }) => [
    `${marks[state]} ${what.padEnd(width)}  ${detail}`,
    ...(remedy === undefined ? [] : [`  ${" ".repeat(width)}  → ${remedy}`]),
  ]);
}
