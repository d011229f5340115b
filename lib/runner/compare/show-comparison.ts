import type { Terminal } from "../terminal/progress";
import { readClaimsOnFile, requireCommon } from "./claims-on-file";
import { compareRuns, differsBeyondNoise } from "./compare-runs";
import { comparisonLines } from "./comparison-lines";

/**
 * `npm start -- --compare OLD --with NEW`: what is different between two runs that are there. Returns the exit code.
 * @throws UsageError when one of them is not, or they have no notebook in common
 */
export function showComparison(older: string, newer: string, terminal: Terminal): number {
  const [before, now] = [readClaimsOnFile(older, "--compare"), readClaimsOnFile(newer, "--with")];
  requireCommon(
    before,
    now.notebooks.map(({ name }) => name),
  );
  const comparison = compareRuns(before, now);
  for (const line of comparisonLines(comparison, terminal.columns ?? 120)) terminal.write(`${line}\n`);
  return differsBeyondNoise(comparison) ? 1 : 0;
}
