import type { Job } from "../../fitters/crew";
import { ballsJob } from "../neighbours/balls";
import { allPairsJob, treesJob } from "../neighbours/neighbour-squares";
import { pairSumsJob } from "../pairs/pair-sums";

/** Every job that helper threads can be asked for. */
const jobs: readonly Job<never>[] = [pairSumsJob, treesJob, allPairsJob, ballsJob];

export function jobNamed(name: string): Job<never> {
  const found = jobs.find((job) => job.name === name);
  if (!found) throw new Error(`no job is named "${name}": add it to lib/metrics/threads/jobs.ts`);
  return found;
}
