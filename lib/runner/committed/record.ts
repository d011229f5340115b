import type { Claim } from "../../claims/claim";
import { type DataNote, isClaimList } from "../execution/collect";
import type { Notebook } from "../notebook/format";
import type { Scale } from "../scale";

/** Where a notebook's metadata keep the record. */
export const recordKey = "model_collapse";

/** What the committed outputs of a notebook belong to. */
export interface CommittedRecord {
  readonly sourceDigest: string;
  readonly scale: Scale;
  readonly seed: number | null;
  readonly claims: readonly Claim[];
  /** Names of the data sets for which a stand-in took the place of the real data. */
  readonly standIns: readonly string[];
  /** What it took, with the start of its kernel; absent in records of earlier versions. */
  readonly seconds?: number;
}

/** Names of the data sets of a run that were stand-ins, sorted. */
export function standInsOf(data: readonly DataNote[]): string[] {
  return data
    .filter(({ source }) => source === "stand-in")
    .map(({ name }) => name)
    .sort();
}

/** Warnings, a line each, about the notebooks of a run whose outputs come from stand-ins. Empty when all data are real. */
export function standInWarnings(
  runs: readonly { readonly name: string; readonly data: readonly DataNote[] }[],
): string[] {
  return runs
    .map(({ name, data }) => ({ name, standIns: standInsOf(data) }))
    .filter(({ standIns }) => standIns.length > 0)
    .map(
      ({ name, standIns }) =>
        `${name} used generated data in place of ${standIns.join(", ")}: committed outputs should come from real ` +
        "data; set MODEL_COLLAPSE_DATA (see data/README.md)",
    );
}

/** The record of a notebook; undefined when it was never executed for committing. */
export function recordOf(notebook: Notebook): CommittedRecord | undefined {
  const record = notebook.metadata[recordKey] as Partial<CommittedRecord> | undefined;
  const isComplete =
    typeof record?.sourceDigest === "string" && isClaimList(record.claims) && Array.isArray(record.standIns);
  return isComplete ? (record as CommittedRecord) : undefined;
}
