import type { Terminal } from "../terminal/progress";
import { readClaimsOnFile } from "./claims-on-file";
import { compareRuns, differsBeyondNoise } from "./compare-runs";
import { comparisonLines } from "./comparison-lines";

/**
 * `npm start -- --compare OLD --with NEW`: what is different between two runs that are there. Returns the exit code.
 * @throws UsageError when one of them is not
 */
export function showComparison(older: string, newer: string, terminal: Terminal): number {
  const comparison = compareRuns(readClaimsOnFile(older, "--compare"), readClaimsOnFile(newer, "--with"));
  for (const line of comparisonLines(comparison, terminal.columns ?? 120)) terminal.write(`${line}\n`);
  return differsBeyondNoise(comparison) ? 1 : 0;
}
