import { SourceMap, type SourceMapPayload } from "node:module";

/** A place in a text; both numbers begin at 0 and columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From a place in compiled code back to the source, through every step of the compilation, last step first. */
export type Positions = (compiled: Position) => Position | undefined;

/** The ways back from a compiled cell: from places in its script, and from those its awaits name as they yield. */
export interface CellPositions {
  readonly script: Positions;
  readonly awaits: Positions;
}

/** Follows source maps, the last step's first. */
export function throughMaps(...maps: readonly SourceMap[]): Positions {
  return (compiled) => {
    let position: Position | undefined = compiled;
    for (const map of maps) position = position && originalPosition(map, position);
    return position;
  };
}

function originalPosition(map: SourceMap, position: Position): Position | undefined {
  const entry = map.findEntry(position.line, position.column);
  return "originalLine" in entry ? { line: entry.originalLine, column: entry.originalColumn } : undefined;
}

const inlineMap = /\n\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;

/** Takes the source map off the end of compiled code. */
export function splitInlineMap(code: string): { readonly code: string; readonly map: SourceMap | undefined } {
  const match = inlineMap.exec(code);
  if (!match) return { code, map: undefined };
  const payload = JSON.parse(Buffer.from(match[1]!, "base64").toString()) as SourceMapPayload;
  return { code: code.slice(0, match.index), map: new SourceMap(payload) };
}
