import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { type CellPositions, type Position, type Positions, throughMaps } from "../compiler/positions";

/** A cell's code as far as errors need it. */
export interface CellSource {
  readonly label: number;
  readonly code: string;
  readonly positions: CellPositions | undefined;
}

/** The compiler puts a line before the cell's first. */
const linesBefore = 1;

const cells = new Map<string, CellSource>();
const files = new Map<string, Positions | undefined>();

/** Makes errors in the compiled script of that name point into a cell. */
export function rememberCell(script: string, source: CellSource): void {
  cells.set(script, source);
}

/** The code of the cell whose number stands in a trace; the latest where it was run more than once. */
export function cellSource(label: number): CellSource | undefined {
  return [...cells.values()].filter((cell) => cell.label === label).at(-1);
}

/** The place in a cell's code of a place in its compiled script, or of the place that one of its awaits named. */
export function placeInCell(
  script: string,
  compiled: Position,
  kind: keyof CellPositions = "script",
): string | undefined {
  const cell = cells.get(script);
  if (!cell) return undefined;
  const position = cell.positions?.[kind](compiled);
  if (!position) return `cell [${cell.label}]`;
  const last = cell.code.split("\n").length - 1;
  const line = Math.min(Math.max(position.line - linesBefore, 0), last);
  return `cell [${cell.label}], ${line + 1}:${position.column + 1}`;
}

/**
 * How a trace names a place in a script: within a cell; in the TypeScript a file was compiled from, when a source map
 * lies beside it; in the file itself.
 *
 * @param root Paths in this folder are shown from there.
 */
export function describePlace(script: string, compiled: Position, root: string): string {
  const inCell = placeInCell(script, compiled);
  if (inCell !== undefined) return inCell;
  const original = positionsOfFile(script)?.(compiled);
  const { line, column } = original ?? compiled;
  return `${shown(original ? sources.get(script)! : script, root)}:${line + 1}:${column + 1}`;
}

const sources = new Map<string, string>();

function positionsOfFile(path: string): Positions | undefined {
  if (!files.has(path)) files.set(path, readMap(path));
  return files.get(path);
}

function readMap(path: string): Positions | undefined {
  // Maps of installed packages can be many megabytes, and their sources are mostly not there.
  if (path.includes("node_modules") || !existsSync(`${path}.map`)) return undefined;
  try {
    const payload = JSON.parse(readFileSync(`${path}.map`, "utf8"));
    if (!payload.sources?.[0]) return undefined;
    sources.set(path, resolve(dirname(path), payload.sourceRoot ?? "", payload.sources[0]));
    return throughMaps(new SourceMap(payload));
  } catch {
    // A damaged map must not hide the error that is being shown: the compiled place is named instead.
    return undefined;
  }
}

function shown(path: string, root: string): string {
  const inside = relative(root, path);
  return path.startsWith("/") && !inside.startsWith("..") ? inside : path;
}
