import type { Environment } from "../environment";
import type { NotebookRun } from "../execution/run";
import type { Scale } from "../scale";

/** Everything the report tells. */
export interface ReportContents {
  readonly runs: readonly NotebookRun[];
  readonly scale: Scale;
  /** The seed of the run; undefined when the notebooks do not agree on one. */
  readonly seed: number | undefined;
  readonly environment: Environment;
  /** The command line, as it can be typed again. */
  readonly command: string;
  readonly began: Date;
  readonly seconds: number;
}
