import type { Environment } from "../environment";
import type { NotebookRun } from "../execution/run";
import type { Scale } from "../scale";

/** A section of the report that not every run has: claims over seeds, a comparison with an older run. */
export interface ReportSection {
  /** Where links to it lead; letters, digits and hyphens. */
  readonly id: string;
  /** Its heading, as plain text. */
  readonly title: string;
  /** What stands below the heading: HTML in which every text is escaped. */
  readonly html: string;
}

/** Everything the report tells. */
export interface ReportContents {
  readonly runs: readonly NotebookRun[];
  readonly scale: Scale;
  /** The seed of the run; undefined when the notebooks do not agree on one. */
  readonly seed: number | undefined;
  /** Settings that were asked for with `--set`. */
  readonly assignments: ReadonlyMap<string, string>;
  readonly environment: Environment;
  /** The command line, as it can be typed again. */
  readonly command: string;
  /** The folder of the report, as it was asked for. */
  readonly output: string;
  readonly began: Date;
  readonly seconds: number;
  /** The content of claims.json, where it is not what `claimsFile` makes of the runs: of several seeds. */
  readonly claims?: string;
  /** Sections between the claims and the notebooks, in this order. Default: none. */
  readonly sections?: readonly ReportSection[];
}
