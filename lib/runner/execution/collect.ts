import { type ChainOrigin, chainMimeType } from "../../chain/origin";
import type { Claim, Verdict } from "../../claims/claim";
import { claimsMimeType } from "../../claims/claim";
import { type DatasetFile, dataMimeType } from "../../data/dataset";
import type { Notebook } from "../notebook/format";
import { isBundle, isCodeCell } from "../notebook/format";

/** Where a data set of a notebook came from. */
export interface DataNote {
  readonly name: string;
  readonly source: "folder" | "cache" | "download" | "stand-in";
  readonly note?: string;
  /** What was read; none for a stand-in. */
  readonly files?: readonly DatasetFile[];
}

const verdicts: readonly Verdict[] = ["reproduced", "not reproduced", "undecided"];
const sources: readonly DataNote["source"][] = ["folder", "cache", "download", "stand-in"];

/**
 * The claims that a notebook's outputs carry, each once: shown twice, the last showing counts.
 *
 * @throws RangeError when an output of the claims' type is something else, so that no verdict is lost unseen.
 */
export function claimsIn(notebook: Notebook): Claim[] {
  const claims = contentOf(notebook, claimsMimeType).flatMap((content) => {
    if (isClaimList(content)) return content;
    throw new RangeError(
      `claimsIn needs an array of claims from checkClaim under ${claimsMimeType}, got ${JSON.stringify(content).slice(0, 200)}`,
    );
  });
  return [...new Map(claims.map((claim) => [claim.id, claim])).values()];
}

/**
 * The data sets that a notebook says it used, each once.
 *
 * @throws RangeError when an output of that type is something else.
 */
export function dataNotesIn(notebook: Notebook): DataNote[] {
  const notes = contentOf(notebook, dataMimeType).flatMap((content) => {
    const listed = Array.isArray(content) ? content : [content];
    if (listed.every(isDataNote)) return listed;
    throw new RangeError(
      `dataNotesIn needs { name, source } under ${dataMimeType}, got ${JSON.stringify(content).slice(0, 200)}`,
    );
  });
  return [...new Map(notes.map((note) => [note.name, note])).values()];
}

/**
 * What a notebook says of its chains that others had computed, one for each run of such a chain.
 *
 * @throws RangeError when an output of that type is something else.
 */
export function chainOriginsIn(notebook: Notebook): ChainOrigin[] {
  return contentOf(notebook, chainMimeType).map((content) => {
    if (isChainOrigin(content)) return content;
    throw new RangeError(
      `chainOriginsIn needs { replicates, read, continued, computedBy } under ${chainMimeType}, got ${JSON.stringify(content).slice(0, 200)}`,
    );
  });
}

function contentOf(notebook: Notebook, mimeType: string): unknown[] {
  return notebook.cells
    .flatMap((cell) => (isCodeCell(cell) ? cell.outputs : []))
    .flatMap((output) => (isBundle(output) && mimeType in output.data ? [output.data[mimeType]] : []));
}

/** Whether the content of a claims output is what `checkClaim` makes. */
export function isClaimList(content: unknown): content is Claim[] {
  return Array.isArray(content) && content.every(isClaim);
}

function isClaim(value: unknown): value is Claim {
  const claim = value as Partial<Claim> | null;
  const texts = [claim?.id, claim?.statement, claim?.source, claim?.reason];
  const numbers = [claim?.published, claim?.measured, claim?.standardError, claim?.rival];
  return (
    texts.every((text) => typeof text === "string") &&
    numbers.every((number) => typeof number === "number") &&
    verdicts.includes(claim?.verdict as Verdict)
  );
}

function isChainOrigin(value: unknown): value is ChainOrigin {
  const { replicates, read, continued, computedBy } = (value ?? {}) as Partial<ChainOrigin>;
  const areCounts = [replicates, read, continued].every((count) => typeof count === "number");
  return (
    areCounts && Array.isArray(computedBy) && computedBy.every((name: unknown) => typeof name === "string")
  );
}

function isDataNote(value: unknown): value is DataNote {
  const note = value as Partial<DataNote> | null;
  return (
    typeof note?.name === "string" &&
    sources.includes(note.source as DataNote["source"]) &&
    (note.files === undefined || (Array.isArray(note.files) && note.files.every(isDatasetFile)))
  );
}

function isDatasetFile(value: unknown): value is DatasetFile {
  const { path, sha256 } = (value ?? {}) as Partial<DatasetFile>;
  return typeof path === "string" && typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256);
}
