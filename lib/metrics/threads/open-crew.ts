import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { isMainThread } from "node:worker_threads";
import { checkWholeNumber } from "../../fitters/checks";
import { type OpenCrew, openAlone } from "../../fitters/crew";
import { compiledFile, createCrew, shareNumbers } from "../../fitters/threads/crew";

/** What every metric on several threads can be told. */
export interface WorkersOption {
  /** Threads at most, the calling one included; the digits do not depend on it. Default: one a core when it pays. */
  readonly workers?: number;
}

/** Operations below which starting a thread costs more than it saves: some 0.1 s of one core. */
const leastWorthSharing = 1e8;

/**
 * A crew for work of about `operations` steps: one thread a core when that pays and this is not itself a worker
 * thread. Sources that were never compiled run on one.
 * @throws RangeError when `workers` is not a whole number of at least 1
 */
export function crewFor(caller: string, operations: number, { workers }: WorkersOption): OpenCrew {
  if (workers !== undefined) checkWholeNumber(caller, "workers", workers, 1);
  const worthwhile = isMainThread && operations > leastWorthSharing ? availableParallelism() : 1;
  const threads = workers ?? worthwhile;
  return threads === 1 || !existsSync(helperFile()) ? openAlone : crewOf(threads);
}

function crewOf(workers: number): OpenCrew {
  return (job, input) => {
    const shared = shareArrays(input);
    const file = { path: helperFile(), data: { name: job.name } };
    return createCrew(file, shared, job.size(shared), job.open(shared), workers);
  };
}

/** The same record with its arrays of numbers in memory that threads can share. */
function shareArrays<Value>(value: Value): Value {
  if (value instanceof Float64Array) return shareNumbers(value) as Value;
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, shareArrays(inner)]);
  return Object.fromEntries(entries) as Value;
}

export function helperFile(): string {
  return compiledFile("metrics/threads/helper.js");
}
