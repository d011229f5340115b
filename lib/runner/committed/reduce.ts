import { chainMimeType } from "../../chain/origin";
import { claimsMimeType } from "../../claims/claim";
import type { NotebookRun } from "../execution/run";
import type { Cell, Notebook, Output, OutputData } from "../notebook/format";
import { isBundle, isCodeCell } from "../notebook/format";
import { plainText } from "../terminal/plain-text";
import type { CommittedRecord } from "./record";
import { recordKey, standInsOf } from "./record";
import { sourceDigest } from "./source-digest";

/** Formats that show a committed notebook where it is only rendered; charts stay as their picture. */
const keptTypes = new Set([
  "image/png",
  "image/jpeg",
  "text/plain",
  "text/html",
  "text/markdown",
  "text/latex",
]);
/** A larger table is there as text only. */
const longestHtml = 12_000;
const longestText = 20_000;

/**
 * A notebook after its run as it is committed: outputs reduced to pictures, text and small tables, and in its metadata
 * what they belong to.
 */
export function reduceNotebook(
  run: NotebookRun,
  scale: CommittedRecord["scale"],
  seed: number | undefined,
): Notebook {
  const cells = run.notebook.cells.map(reduceCell);
  const { claims, data } = run;
  const record: CommittedRecord = {
    sourceDigest: sourceDigest(run.notebook),
    scale,
    seed: seed ?? null,
    claims,
    standIns: standInsOf(data),
    seconds: Math.round(run.seconds),
  };
  return { cells, metadata: { ...run.notebook.metadata, [recordKey]: record } };
}

function reduceCell(cell: Cell): Cell {
  return isCodeCell(cell) ? { ...cell, outputs: cell.outputs.flatMap(reduceOutput) } : cell;
}

function reduceOutput(output: Output): Output[] {
  if (output.output_type === "stream") return [{ ...output, text: shortened(plainText(output.text)) }];
  if (!isBundle(output)) return [output];
  // Which of two notebooks runs a chain is a matter of the run.
  if (chainMimeType in output.data) return [];
  const data = reduceData(output.data);
  return Object.keys(data).length === 0 ? [] : [{ ...output, data }];
}

function reduceData(data: OutputData): OutputData {
  const hasPicture = "image/png" in data || "image/jpeg" in data;
  const entries = Object.entries(data).filter(([mimeType, content]) => {
    const isLarge = mimeType === "text/html" && (hasPicture || String(content).length > longestHtml);
    return keptTypes.has(mimeType) && (!isLarge || claimsMimeType in data);
  });
  return Object.fromEntries(
    entries.map(([mimeType, content]) => [
      mimeType,
      mimeType === "text/plain" ? shortened(plainText(String(content))) : content,
    ]),
  );
}

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}\n… ${text.length - longestText} more characters\n`;
}
