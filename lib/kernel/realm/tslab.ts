/** What a cell shows through `tslab.display`. */
export interface TslabDisplay {
  readonly data: Readonly<Record<string, unknown>>;
  readonly transient: { readonly display_id?: string };
}

/** Sends what cells show through `tslab.display` to `show`. Loads tslab, so the compiler must be patched before. */
export function onTslabDisplay(show: (content: TslabDisplay, update?: boolean) => void): void {
  const jupyter = require("tslab/dist/jupyter") as { lastWriteDisplayData: typeof show | null };
  jupyter.lastWriteDisplayData = show;
}
