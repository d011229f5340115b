import { formatMeasurement, formatNumber } from "../../claims/format";
import { printLiteral } from "../parameters/literal";
import { verdictMarks } from "../terminal/run-lines";
import { table } from "../terminal/table";
import type { ChangeKind, ClaimChange, ClaimSide } from "./compare-claim";
import type { Comparison, NotebookComparison, RunName, SettingChange } from "./compare-runs";

export const comparisonHeadings = ["claim", "was", "is", "apart", "what changed"] as const;

const kindWords: Readonly<Record<ChangeKind, string>> = {
  gone: "no longer claimed",
  new: "claimed for the first time",
  verdict: "verdict",
  measured: "measured value",
  published: "published value or rival",
};

/** The comparison for a terminal. */
export function comparisonLines(comparison: Comparison, width: number): string[] {
  const rows = changeRows(comparison);
  return [
    comparisonHeadline(comparison),
    ...comparisonNotes(comparison),
    ...(rows.length === 0 ? [] : ["", ...table(comparisonHeadings, rows, { width, wrapped: 4 })]),
  ];
}

/** How many claims were compared and how they came out, in one sentence. */
export function comparisonHeadline(comparison: Comparison): string {
  const { notebooks } = comparison;
  const changes = notebooks.flatMap((notebook) => notebook.changes);
  const compared = notebooks.reduce((sum, notebook) => sum + notebook.compared, 0);
  const beyond = changes.filter(({ beyondNoise }) => beyondNoise).length;
  const count = (kind: ChangeKind) => changes.filter(({ kinds }) => kinds.includes(kind)).length;
  const verdicts = count("verdict");
  return (
    `Compared with the run at ${describeRunName(comparison.old)}, this one at ${describeRunName(comparison.new)}: ` +
    `${compared} ${compared === 1 ? "claim" : "claims"} in both, ${beyond} ${beyond === 1 ? "differs" : "differ"} beyond noise; ` +
    `${verdicts} ${verdicts === 1 ? "verdict is" : "verdicts are"} another, ${count("gone")} gone, ${count("new")} new.`
  );
}

function describeRunName({ scale, seed, seeds }: RunName): string {
  const which = seeds !== undefined ? `seeds ${seeds.join(", ")}` : seed === null ? "" : `seed ${seed}`;
  return `${scale} scale${which === "" ? "" : `, ${which}`}`;
}

/** What has to be known to judge the changes: other settings and data, notebooks that only one run has. */
export function comparisonNotes({ notebooks, notRun, added }: Comparison): string[] {
  return [
    ...notebooks.flatMap(notebookNotes),
    ...(notRun.length > 0 ? [`Not compared, since this run has not run them: ${notRun.join(", ")}.`] : []),
    ...(added.length > 0 ? [`Not compared, since the older run had not run them: ${added.join(", ")}.`] : []),
  ];
}

function notebookNotes({ name, settings, otherData }: NotebookComparison): string[] {
  const others = settings.filter((change) => change.name !== "seed" && change.name !== "scale");
  return [
    ...(others.length > 0 ? [`${name} had other settings: ${others.map(describeSetting).join(", ")}.`] : []),
    ...(otherData ? [`${name} used other data.`] : []),
  ];
}

function describeSetting({ name, old, new: now }: SettingChange): string {
  const shown = (value: SettingChange["old"]) => (value === null ? "none" : printLiteral(value));
  return `${name} ${shown(old)}, now ${shown(now)}`;
}

/** A row of texts for each change, those beyond noise first. */
export function changeRows({ notebooks }: Comparison): string[][] {
  const changes = notebooks.flatMap((notebook) => notebook.changes);
  const sorted = [
    ...changes.filter((change) => change.beyondNoise),
    ...changes.filter((c) => !c.beyondNoise),
  ];
  return sorted.map((change) => [
    change.id,
    describeSide(change.old),
    describeSide(change.new),
    describeDistance(change),
    change.kinds.map((kind) => kindWords[kind]).join(", ") + (change.beyondNoise ? "" : noteWithin(change)),
  ]);
}

function noteWithin({ kinds }: ClaimChange): string {
  return kinds.includes("new") ? "" : ", within noise";
}

function describeSide(side: ClaimSide | null): string {
  if (side === null) return "–";
  return `${verdictMarks[side.verdict]} ${formatMeasurement(side.measured, side.standardError)}`;
}

function describeDistance({ old, new: now, standardErrors, allowed }: ClaimChange): string {
  if (old === null || now === null || allowed === null) return "–";
  if (standardErrors === null) return formatNumber(now.measured - old.measured);
  return `${formatNumber(standardErrors)} s.e.`;
}
