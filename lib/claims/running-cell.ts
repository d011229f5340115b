/** The number of the code cell that runs, as the kernel counts; undefined outside a kernel. */
export function runningCellNumber(): number | undefined {
  // What a kernel offers to cells, see FrontEnd in charts/figure.ts.
  const offered = (globalThis as { [key: symbol]: unknown })[Symbol.for("model-collapse.front-end")];
  return (offered as { readonly cell?: number } | undefined)?.cell;
}
