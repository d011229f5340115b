import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Claim } from "../../claims/claim";
import { isClaimList } from "../execution/collect";
import type { Settings } from "../parameters/inject";
import { UsageError } from "../usage-error";

/** A notebook of a claims.json. */
export interface NotebookOnFile {
  readonly name: string;
  readonly status: string;
  readonly settings: Settings;
  readonly data: unknown;
  readonly claims: readonly Claim[];
}

/** What a claims.json holds, as far as runs are compared by it. */
export interface ClaimsOnFile {
  readonly scale: string;
  readonly seed: number | null;
  /** Of a run over several seeds. */
  readonly seeds?: readonly number[];
  readonly notebooks: readonly NotebookOnFile[];
}

/**
 * The claims of a run, from its claims.json or the folder that holds it.
 * @throws UsageError when there is none
 */
export function readClaimsOnFile(path: string, flag: "--compare" | "--with"): ClaimsOnFile {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return parseClaimsFile(readText(isFolder ? join(path, "claims.json") : path, flag), `${flag} ${path}`);
}

/** @throws UsageError when a run has none of the notebooks: there would be nothing to compare */
export function requireCommon(older: ClaimsOnFile, notebooks: readonly string[]): void {
  const names = older.notebooks.map(({ name }) => name);
  if (names.some((name) => notebooks.includes(name))) return;
  throw new UsageError(
    `--compare needs a run with one of the same notebooks (${notebooks.join(", ")}), ` +
      `got one of ${names.join(", ") || "none"}.`,
  );
}

function readText(path: string, flag: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${flag} needs the claims.json of a run, or the folder that npm start wrote it to: cannot read ${path} (${code}).`,
    );
  }
}

/** @throws UsageError when the text is no claims.json; `where` names it */
export function parseClaimsFile(text: string, where: string): ClaimsOnFile {
  const content = parsed(text);
  if (isClaimsOnFile(content)) return content;
  throw new UsageError(
    `${where} needs the claims.json that npm start writes, with "scale" and "notebooks", got something else.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: refused with what is no claims.json either.
  }
}

function isClaimsOnFile(value: unknown): value is ClaimsOnFile {
  const { scale, notebooks } = (value ?? {}) as Partial<ClaimsOnFile>;
  return typeof scale === "string" && Array.isArray(notebooks) && notebooks.every(isNotebookOnFile);
}

function isNotebookOnFile(value: unknown): value is NotebookOnFile {
  const { name, settings, claims } = (value ?? {}) as Partial<NotebookOnFile>;
  return typeof name === "string" && typeof settings === "object" && settings !== null && isClaimList(claims);
}
