import type { ChainOrigin } from "../../chain/origin";
import type { Claim } from "../../claims/claim";
import type { FigureFiles } from "../figures/figure-files";
import type { Notebook } from "../notebook/format";
import type { Settings } from "../parameters/inject";
import type { DataNote } from "./collect";

/** Why a notebook did not come to its end. */
export interface Failure {
  /** The code cell's number, counting from 1 as the kernel counts; absent when no cell is to blame. */
  readonly cell?: number;
  /** Line in that cell, counting from 1, with its text, where the error names one. */
  readonly line?: number;
  readonly sourceLine?: string;
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly string[];
}

export type RunStatus = "completed" | "failed" | "interrupted";

/** One notebook after its run: outputs in place, and what the run gathered from them. */
export interface NotebookRun {
  readonly name: string;
  readonly notebook: Notebook;
  readonly settings: Settings;
  readonly status: RunStatus;
  readonly failure?: Failure;
  readonly claims: readonly Claim[];
  readonly data: readonly DataNote[];
  /** Its charts as files, in order. */
  readonly figures: readonly FigureFiles[];
  /** Chains of which others had computed all or a part. */
  readonly chains: readonly ChainOrigin[];
  /** Wall time of the notebook with the start of its kernel. */
  readonly seconds: number;
  /** Wall time of each cell, by its position; undefined for text and for cells that did not run. */
  readonly cellSeconds: readonly (number | undefined)[];
}
