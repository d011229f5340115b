import type { Estimate } from "../metrics/summaries";

/**
 * The estimate as it is held against a value that is itself the mean (or median) of `recordedRuns` runs of the same
 * experiment: its standard error grows by √(1 + replicates / recordedRuns), since both scatter. One recorded run is a
 * single draw.
 * @throws RangeError unless the estimate knows its replicates and recordedRuns is a whole number of at least 1
 *
 * @example
 * import { besideRecordedRuns } from "model-collapse";
 * besideRecordedRuns({ measured: 1, standardError: 0.1, replicates: 100 }, 100).standardError; // → 0.1414
 */
export function besideRecordedRuns(estimate: Estimate, recordedRuns: number): Estimate {
  const { replicates, standardError } = estimate;
  if (replicates === undefined || !Number.isInteger(recordedRuns) || recordedRuns < 1) {
    throw new RangeError(
      `besideRecordedRuns needs an estimate with replicates and at least one recorded run, ` +
        `got ${replicates} and ${recordedRuns}`,
    );
  }
  return { ...estimate, standardError: standardError * Math.sqrt(1 + replicates / recordedRuns) };
}
