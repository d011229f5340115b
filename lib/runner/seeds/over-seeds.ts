import type { Claim } from "../../claims/claim";
import type { NotebookRun } from "../execution/run";
import { type ClaimOverSeeds, claimOverSeeds } from "./claim-over-seeds";

/** The notebooks of one seed after their run, under their own names. */
export interface SeedRuns {
  readonly seed: number;
  readonly runs: readonly NotebookRun[];
}

/** A notebook over all seeds: what it shows is that of the first, its claims are pooled. */
export interface RunOverSeeds extends NotebookRun {
  readonly claims: readonly ClaimOverSeeds[];
}

/**
 * Each notebook over all seeds, in the order of the first. It has come to its end when it has at every seed; else its
 * failure is the first one, and its claims are those of the seeds that made them.
 */
export function overSeeds(bySeed: readonly SeedRuns[]): RunOverSeeds[] {
  return bySeed[0]!.runs.map((first, position) => {
    const runs = bySeed.map(({ seed, runs }) => ({ seed, run: runs[position]! }));
    const open = runs.find(({ run }) => run.status !== "completed")?.run;
    const { failure: _failure, ...shown } = first;
    return {
      ...shown,
      status: open?.status ?? "completed",
      ...(open?.failure === undefined ? {} : { failure: open.failure }),
      claims: pooledClaims(runs),
      seconds: runs.reduce((sum, { run }) => sum + run.seconds, 0),
    };
  });
}

function pooledClaims(
  runs: readonly { readonly seed: number; readonly run: NotebookRun }[],
): ClaimOverSeeds[] {
  const found = new Map<string, { seed: number; claim: Claim }[]>();
  for (const { seed, run } of runs) {
    for (const claim of run.claims) {
      found.set(claim.id, [...(found.get(claim.id) ?? []), { seed, claim }]);
    }
  }
  return [...found.values()].map(claimOverSeeds);
}

/** Settings that all seeds share. */
export function withoutSeed(run: RunOverSeeds): RunOverSeeds {
  const { seed: _seed, ...settings } = run.settings;
  return { ...run, settings };
}
