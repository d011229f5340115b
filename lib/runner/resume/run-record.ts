import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "../files/write-atomically";
import type { Scale } from "../scale";
import { UsageError } from "../usage-error";

/** What a run was asked to do: all that its results depend on beside code and data. */
export interface AskedRun {
  readonly notebooks: readonly string[];
  readonly scale: Scale;
  readonly seed: number | null;
  readonly seeds: readonly number[] | null;
  /** The values of `--set`, as they were typed. */
  readonly settings: Readonly<Record<string, string>>;
  readonly only: readonly string[];
}

/** A data set that a notebook has used. */
export interface UsedData {
  readonly name: string;
  readonly standIn: boolean;
  /** SHA-256 over the digests of its files; null for data that the project does not know. */
  readonly digest: string | null;
}

/** A notebook that came to its end, and what it was executed with. */
export interface FinishedNotebook {
  /** Digest of its cells, settings put in. */
  readonly source: string;
  /** Identifiers of the cells that were executed; null: all. */
  readonly cells: readonly string[] | null;
  /** Digest of the library, the tensor engine and V8. */
  readonly code: string;
  readonly data: readonly UsedData[];
  /** SHA-256 of the executed notebook's file. */
  readonly file: string;
  readonly seconds: number;
  readonly cellSeconds: readonly (number | null)[];
}

/** `run.json`: what `--resume` has to know of a run. */
export interface RunRecord {
  readonly format: 1;
  /** Tells this run from others in the store of chains. */
  readonly run: string;
  readonly asked: AskedRun;
  /** By the path of the executed notebook in the output folder. */
  readonly finished: Readonly<Record<string, FinishedNotebook>>;
}

export const recordName = "run.json";

export function writeRunRecord(folder: string, record: RunRecord): void {
  writeAtomically(join(folder, recordName), `${JSON.stringify(record, null, 1)}\n`);
}

/**
 * The record of the run in an output folder.
 * @throws UsageError when there is none, or it is damaged
 */
export function readRunRecord(folder: string, shown: string): RunRecord {
  const text = readIfThere(join(folder, recordName));
  if (text === undefined) {
    throw new UsageError(
      `There is nothing to resume in ${shown}: no run has begun there (no ${recordName}). ` +
        "Begin one without --resume, or name the folder of the stopped one with --output.",
    );
  }
  const record = parsed(text);
  if (isRunRecord(record)) return record;
  throw new UsageError(
    `${join(shown, recordName)} is no record of a run: begin anew without --resume, which replaces it.`,
  );
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: refused with what is no record either.
  }
}

function isRunRecord(value: unknown): value is RunRecord {
  const { format, run, asked, finished } = (value ?? {}) as Partial<RunRecord>;
  const known = format === 1 && typeof run === "string" && typeof finished === "object" && finished !== null;
  return (
    known && Array.isArray(asked?.notebooks) && Array.isArray(asked.only) && typeof asked.scale === "string"
  );
}
