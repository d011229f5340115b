import { mean, sampleStandardDeviation } from "simple-statistics";
import type { Claim, Verdict } from "../../claims/claim";

/** A claim at one seed. */
export interface ClaimAtSeed {
  readonly seed: number;
  readonly verdict: Verdict;
  readonly published: number;
  readonly measured: number;
  readonly standardError: number;
  readonly reason: string;
}

/** How many seeds ended how. */
export interface VerdictsOverSeeds {
  readonly reproduced: number;
  readonly notReproduced: number;
  readonly undecided: number;
}

/**
 * A claim over several seeds: its measured value is the mean over them, with the standard error that their scatter gives
 * (s/√n, n seeds; of a single one its own), and its verdict is that of more than half of them.
 */
export interface ClaimOverSeeds extends Claim {
  readonly verdicts: VerdictsOverSeeds;
  readonly atSeeds: readonly ClaimAtSeed[];
  /**
   * Standard deviation over seeds, in units of the standard errors that the single runs state (their root mean square):
   * about 1 where these are honest; null where they are 0.
   */
  readonly scatter: number | null;
}

/** Pools the same claim at several seeds. */
export function claimOverSeeds(
  found: readonly { readonly seed: number; readonly claim: Claim }[],
): ClaimOverSeeds {
  const claims = found.map(({ claim }) => claim);
  const { cell: _cell, replicates: _replicates, ...first } = claims[0]!;
  const measured = claims.map((claim) => claim.measured);
  const several = claims.length > 1;
  const deviation = several ? sampleStandardDeviation(measured) : 0;
  const stated = Math.sqrt(mean(claims.map(({ standardError }) => standardError ** 2)));
  const verdicts = countVerdicts(claims);
  return {
    ...first,
    published: mean(claims.map(({ published }) => published)),
    rival: mean(claims.map(({ rival }) => rival)),
    measured: mean(measured),
    standardError: several ? deviation / Math.sqrt(claims.length) : claims[0]!.standardError,
    ...(several ? { replicates: claims.length } : {}),
    verdict: majority(verdicts, claims.length),
    reason: reasonOf(verdicts, claims.length),
    verdicts,
    scatter: several && stated > 0 ? deviation / stated : null,
    atSeeds: found.map(({ seed, claim }) => {
      const { verdict, published, standardError, reason } = claim;
      return { seed, verdict, published, measured: claim.measured, standardError, reason };
    }),
  };
}

function countVerdicts(claims: readonly Claim[]): VerdictsOverSeeds {
  const count = (wanted: Verdict) => claims.filter(({ verdict }) => verdict === wanted).length;
  return {
    reproduced: count("reproduced"),
    notReproduced: count("not reproduced"),
    undecided: count("undecided"),
  };
}

/** The verdict of more than half of the seeds; undecided where none has that many. */
function majority({ reproduced, notReproduced }: VerdictsOverSeeds, seeds: number): Verdict {
  if (2 * reproduced > seeds) return "reproduced";
  return 2 * notReproduced > seeds ? "not reproduced" : "undecided";
}

function reasonOf({ reproduced, notReproduced, undecided }: VerdictsOverSeeds, seeds: number): string {
  return (
    `Of ${seeds} ${seeds === 1 ? "seed" : "seeds"}, ${reproduced} reproduce it, ${notReproduced} contradict it and ` +
    `${undecided} cannot decide; more than half have to agree.`
  );
}
