import { type ClaimsOnFile, parseClaimsFile } from "./compare/claims-on-file";
import { type Comparison, compareRuns, differsBeyondNoise } from "./compare/compare-runs";
import { comparisonLines } from "./compare/comparison-lines";
import { comparisonSection } from "./compare/comparison-section";
import type { NotebookRun } from "./execution/run";
import { serializeNotebook } from "./notebook/write";
import { claimsFile } from "./report/claims-file";
import type { ReportSection } from "./report/contents";
import { hasPassed } from "./run-notebooks";
import type { Scale } from "./scale";
import { seedOf } from "./seed";
import { overSeeds, type SeedRuns, withoutSeed } from "./seeds/over-seeds";
import { folderOfSeed } from "./seeds/plan-seeds";
import { seedsSection, seedsTable } from "./seeds/seeds-table";
import { claimTable } from "./terminal/claim-table";

/** What a run comes to: what is reported, written and shown of it. */
export interface Conclusion {
  /** The notebooks as the report has them. */
  readonly runs: readonly NotebookRun[];
  readonly seed: number | undefined;
  /** The content of claims.json. */
  readonly claims: string;
  readonly sections: readonly ReportSection[];
  /** Further files, by their path in the output folder. */
  readonly files: Readonly<Record<string, string>>;
  /** The table of claims for a terminal so many columns wide, and what is said below it. */
  lines(width: number): readonly string[];
  readonly passed: boolean;
}

/** Concludes a run at one seed. */
export function concludeRun(runs: readonly NotebookRun[], scale: Scale): Conclusion {
  const seed = seedOf(runs);
  return {
    runs,
    seed,
    claims: claimsFile({ runs, scale, seed }),
    sections: [],
    files: {},
    lines: (width) => claimTable(runs, width),
    passed: hasPassed(runs),
  };
}

/** Concludes a run at several seeds: one claims.json for each, and the claims over all of them. */
export function concludeSeeds(bySeed: readonly SeedRuns[], scale: Scale): Conclusion {
  const seeds = bySeed.map(({ seed }) => seed);
  const pooled = overSeeds(bySeed);
  const files = bySeed.map(({ seed, runs }) => {
    return [`${folderOfSeed(seed)}/claims.json`, claimsFile({ runs, scale, seed })] as const;
  });
  return {
    runs: pooled,
    seed: undefined,
    claims: claimsFile({ runs: pooled.map(withoutSeed), scale, seed: undefined, seeds }),
    sections: [seedsSection(pooled, seeds)],
    files: Object.fromEntries([...files, ...shownNotebooks(pooled)]),
    lines: (width) => seedsTable(pooled, width),
    passed: hasPassed(pooled),
  };
}

/** The executed notebooks that the page shows. */
function shownNotebooks(runs: readonly NotebookRun[]): [string, string][] {
  return runs.map(({ name, notebook }) => [`notebooks/${name}.ipynb`, serializeNotebook(notebook)]);
}

/** Adds what is different from an older run; notebooks that did not come to their end are not compared. */
export function withComparison(
  conclusion: Conclusion,
  older: ClaimsOnFile,
  wanted?: (id: string) => boolean,
): Conclusion {
  const newer = parseClaimsFile(conclusion.claims, "claims.json");
  const completed = newer.notebooks.filter(({ status }) => status === "completed");
  const comparison: Comparison = compareRuns(older, { ...newer, notebooks: completed }, wanted);
  return {
    ...conclusion,
    sections: [...conclusion.sections, comparisonSection(comparison)],
    files: { ...conclusion.files, "comparison.json": `${JSON.stringify(comparison, null, 2)}\n` },
    lines: (width) => [...conclusion.lines(width), "", ...comparisonLines(comparison, width)],
    passed: conclusion.passed && !differsBeyondNoise(comparison),
  };
}
