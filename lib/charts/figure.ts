/** A Plotly figure: plain data, ready to be serialised. */
export interface Figure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly frames?: readonly Readonly<Record<string, unknown>>[];
  /** What to draw where nothing can move (static images) when that is another figure. */
  readonly still?: Figure;
}

/** The same content in several formats: mime type → content (PNG as base64, JSON as data). */
export type MimeBundle = Readonly<Record<string, unknown>>;

/**
 * What a kernel offers to the code of a cell, found under `globalThis[frontEndKey]`. Absent outside a kernel.
 */
export interface FrontEnd {
  /** Shows a bundle under the running cell; with an identifier it can be updated later. */
  display(bundle: MimeBundle, options?: { displayId?: string; update?: boolean }): void;
  clearOutput(options?: { wait?: boolean }): void;
  /** Work that belongs to the running cell: the cell's reply waits for it. */
  track(work: Promise<unknown>): void;
  /** Number of the running cell, as the kernel counts. */
  readonly cell?: number | undefined;
  /** Aborts when the running cell is interrupted. */
  readonly signal?: AbortSignal | undefined;
  /** False where cells must not draw pictures, which takes the page of a browser. Taken as true when absent. */
  readonly drawsPictures?: boolean;
}

export const frontEndKey: unique symbol = Symbol.for("model-collapse.front-end") as never;
