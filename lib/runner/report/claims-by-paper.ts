import type { Claim } from "../../claims/claim";
import { parseClaimSource } from "../../claims/published/claim-source";
import type { Paper } from "../../claims/published/papers";
import type { NotebookRun } from "../execution/run";

/** A claim beside the run that decided it. */
export interface DecidedClaim {
  readonly claim: Claim;
  readonly run: NotebookRun;
}

/** Claims of one place: a figure, a theorem, a table, an output of the authors' notebook. */
export interface ClaimPlace {
  readonly title: string;
  readonly claims: readonly DecidedClaim[];
}

/** The claims that one paper is behind; without a paper, those that need none or whose source is not known. */
export interface PaperClaims {
  /** For links: the paper's key, "derived", "elementary" or "other". */
  readonly key: string;
  readonly title: string;
  readonly paper?: Paper;
  readonly places: readonly ClaimPlace[];
}

const withoutPaper = {
  derived: "Derived here, for no paper in particular",
  elementary: "Textbook results",
  other: "Other sources",
} as const;

/** What the paper itself says comes first; what was derived for its setting is a place of its own, the last. */
const withoutPlace = "Other statements";

/** Claims by paper and place: papers with most claims first, then what has no paper. No claim is lost. */
export function claimsByPaper(runs: readonly NotebookRun[]): PaperClaims[] {
  const groups = new Map<string, { title: string; paper?: Paper; places: Map<string, DecidedClaim[]> }>();
  for (const run of runs) {
    for (const claim of run.claims) {
      const { key, title, paper, place } = positionOf(claim.source);
      const group = groups.get(key) ?? { title, ...(paper ? { paper } : {}), places: new Map() };
      group.places.set(place, [...(group.places.get(place) ?? []), { claim, run }]);
      groups.set(key, group);
    }
  }
  return [...groups]
    .map(([key, { places, ...rest }]) => ({ key, ...rest, places: inOrder(places) }))
    .sort((a, b) => rank(a) - rank(b) || countOf(b) - countOf(a));
}

function positionOf(source: string) {
  const { paper, place, derived, elementary } = parseClaimSource(source);
  if (paper !== undefined) {
    const derivedPlace = `Derived here for the setting of ${paper.name}`;
    return {
      key: paper.key,
      title: paper.name,
      paper,
      place: derived ? derivedPlace : (place ?? withoutPlace),
    };
  }
  const key = derived ? "derived" : elementary ? "elementary" : "other";
  return { key, title: withoutPaper[key], paper, place: "" };
}

/** As they first come, without a place after all with one, and what was derived at the end. */
function inOrder(places: ReadonlyMap<string, readonly DecidedClaim[]>): ClaimPlace[] {
  const last = (title: string) => (title.startsWith("Derived here") ? 2 : title === withoutPlace ? 1 : 0);
  return [...places]
    .map(([title, claims]) => ({ title, claims }))
    .sort((a, b) => last(a.title) - last(b.title));
}

function rank({ key }: PaperClaims): number {
  return Object.keys(withoutPaper).indexOf(key);
}

function countOf({ places }: PaperClaims): number {
  return places.reduce((sum, { claims }) => sum + claims.length, 0);
}
