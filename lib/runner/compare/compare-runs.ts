import type { Claim } from "../../claims/claim";
import type { SettingValue } from "../parameters/literal";
import type { ClaimsOnFile, NotebookOnFile } from "./claims-on-file";
import { type ClaimChange, changeOf } from "./compare-claim";

/** A setting with two values; null where a run has none of the name. */
export interface SettingChange {
  readonly name: string;
  readonly old: SettingValue | null;
  readonly new: SettingValue | null;
}

/** What changed in one notebook. */
export interface NotebookComparison {
  readonly name: string;
  /** Same seed, settings, scale and data: every digit should be the same. */
  readonly sameRun: boolean;
  readonly settings: readonly SettingChange[];
  /** Whether other data were used: real ones in place of a stand-in, or other bytes. */
  readonly otherData: boolean;
  /** Claims that both runs make. */
  readonly compared: number;
  readonly changes: readonly ClaimChange[];
}

export interface Comparison {
  readonly old: RunName;
  readonly new: RunName;
  readonly notebooks: readonly NotebookComparison[];
  /** Notebooks that the old run has and the new one has not, which are not compared. */
  readonly notRun: readonly string[];
  /** The other way round. */
  readonly added: readonly string[];
}

/** What tells two runs apart at first sight. */
export interface RunName {
  readonly scale: string;
  readonly seed: number | null;
  readonly seeds?: readonly number[];
}

/** What is different in a run from an older one, notebook by notebook; only claims that `wanted` accepts. */
export function compareRuns(
  older: ClaimsOnFile,
  newer: ClaimsOnFile,
  wanted: (id: string) => boolean = () => true,
): Comparison {
  const olderByName = new Map(older.notebooks.map((notebook) => [notebook.name, notebook]));
  const names = new Set(newer.notebooks.map(({ name }) => name));
  return {
    old: nameOf(older),
    new: nameOf(newer),
    notebooks: newer.notebooks.flatMap((notebook) => {
      const before = olderByName.get(notebook.name);
      const sameScale = older.scale === newer.scale && sameValue(older.seeds, newer.seeds);
      return before === undefined ? [] : [compareNotebook(before, notebook, sameScale, wanted)];
    }),
    notRun: [...olderByName.keys()].filter((name) => !names.has(name)),
    added: [...names].filter((name) => !olderByName.has(name)),
  };
}

/** Whether anything differs by more than noise explains; new claims are no difference. */
export function differsBeyondNoise({ notebooks }: Comparison): boolean {
  return notebooks.some(({ changes }) => changes.some(({ beyondNoise }) => beyondNoise));
}

function nameOf({ scale, seed, seeds }: ClaimsOnFile): RunName {
  return { scale, seed, ...(seeds === undefined ? {} : { seeds }) };
}

function compareNotebook(
  older: NotebookOnFile,
  newer: NotebookOnFile,
  sameScale: boolean,
  wanted: (id: string) => boolean,
): NotebookComparison {
  const settings = changedSettings(older, newer);
  const otherData = !sameValue(older.data, newer.data);
  const sameRun = sameScale && settings.length === 0 && !otherData;
  const before = byId(older.claims.filter(({ id }) => wanted(id)));
  const now = byId(newer.claims.filter(({ id }) => wanted(id)));
  const ids = [...new Set([...before.keys(), ...now.keys()])];
  const changes = ids.flatMap((id) => changeOf(before.get(id), now.get(id), sameRun) ?? []);
  const compared = ids.filter((id) => before.has(id) && now.has(id)).length;
  return { name: newer.name, sameRun, settings, otherData, compared, changes };
}

function byId(claims: readonly Claim[]): Map<string, Claim> {
  return new Map(claims.map((claim) => [claim.id, claim]));
}

function changedSettings(older: NotebookOnFile, newer: NotebookOnFile): SettingChange[] {
  const names = new Set([...Object.keys(older.settings), ...Object.keys(newer.settings)]);
  return [...names]
    .map((name) => ({ name, old: older.settings[name] ?? null, new: newer.settings[name] ?? null }))
    .filter((change) => !sameValue(change.old, change.new));
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
