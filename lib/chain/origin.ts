/** Where the records of a chain of a shared store came from. */
export interface ChainOrigin {
  readonly replicates: number;
  /** Replicates whose records were all there, computed by others. */
  readonly read: number;
  /** Replicates that were continued where others had left them. */
  readonly continued: number;
  /** Who had computed what was there: notebooks by name, else processes; sorted. Empty when nothing was. */
  readonly computedBy: readonly string[];
}

/** Mime type under which a notebook says that others had computed a chain of its own: a `ChainOrigin`. */
export const chainMimeType = "application/vnd.model-collapse.chain+json";

/** The origin of a chain that others had computed, or begun, in one line. */
export function describeOrigin({ replicates, read, continued, computedBy }: ChainOrigin): string {
  const names = computedBy.join(" and ");
  if (read === replicates) return `This chain is not run again: computed by ${names}`;
  const parts = [
    ...(read > 0 ? [`${read} of ${replicates} replicates are not run again`] : []),
    ...(continued > 0 ? [`${continued} of ${replicates} replicates continue where they were left`] : []),
  ];
  return `${parts.join(", ")}: computed by ${names}`;
}
