import type { Claim } from "../../claims/claim";
import { summarizeVerdicts } from "../../claims/verdicts";
import type { DataNote } from "../execution/collect";
import { decidingCell } from "../execution/deciding-cell";
import type { NotebookRun } from "../execution/run";
import type { Scale } from "../scale";

export interface ClaimsFileContents {
  readonly runs: readonly NotebookRun[];
  readonly scale: Scale;
  readonly seed: number | undefined;
  /** Of a run over several seeds. */
  readonly seeds?: readonly number[];
}

/**
 * `claims.json`: what a run found, to be compared with another run's. It holds no times, no paths and nothing that
 * depends on the machine or the number of workers; the keys of every object are sorted. Data from the folder, the cache or a
 * download are the same bytes, so only real data and stand-ins are told apart.
 */
export function claimsFile({ runs, scale, seed, seeds }: ClaimsFileContents): string {
  const { total, reproduced, notReproduced, undecided } = summarizeVerdicts(
    runs.flatMap(({ claims }) => claims),
  );
  const content = {
    scale,
    seed: seed ?? null,
    ...(seeds === undefined ? {} : { seeds }),
    verdicts: { total, reproduced, notReproduced, undecided },
    notebooks: runs.map((run) => ({
      name: run.name,
      status: run.status,
      ...(run.failure === undefined
        ? {}
        : { failure: { cell: run.failure.cell ?? null, error: run.failure.name } }),
      settings: run.settings,
      data: run.data.map(describeData),
      claims: run.claims.map((claim) => withCellId(claim, run)),
    })),
  };
  return `${JSON.stringify(sortKeys(content), null, 2)}\n`;
}

/** The cell that decided a claim by its identifier, which settings put in before it do not shift. */
function withCellId(claim: Claim, run: NotebookRun): unknown {
  const { cell: _number, ...rest } = claim;
  const cell = decidingCell(claim, run);
  return cell === undefined ? rest : { ...rest, cell: cell.id };
}

function describeData({ name, source, files = [] }: DataNote): unknown {
  const digests = Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
  return { name, standIn: source === "stand-in", ...(files.length > 0 ? { sha256: digests } : {}) };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, content]) => [name, sortKeys(content)]));
}
