import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Lock } from "../../chain/checkpoints/lock-file";
import type { NotebookRun } from "../execution/run";
import { writeFigures } from "../figures/write-figures";
import { lockFolder } from "../files/lock";
import { makeFolder, writeAtomically } from "../files/write-atomically";
import { serializeNotebook } from "../notebook/write";
import { UsageError } from "../usage-error";
import { claimsFile } from "./claims-file";
import type { ReportContents } from "./contents";
import { renderReport } from "./page";
import { metadataFile, researchObject } from "./research-object/crate";

/** A folder that this run alone writes its report to. */
export interface OutputFolder {
  /** Where the page will be. */
  readonly page: string;
  /** Where the run may keep its chains, which are no part of the report. */
  readonly chains: string;
  /** Keeps a notebook as soon as it has ended. */
  keep(run: NotebookRun): void;
  finish(contents: ReportContents): void;
  release(): void;
}

/**
 * Opens a report folder for writing and locks it.
 *
 * @param sources The folder of the notebooks themselves: the report must not replace them.
 * @throws OutputError when the folder cannot be written or another run holds it.
 */
export function openOutputFolder(folder: string, sources: string): OutputFolder {
  const root = resolve(folder);
  const notebooks = join(root, "notebooks");
  const lock = lockFolder(root);
  try {
    makeFolder(notebooks);
    refuseSources(folder, notebooks, sources);
  } catch (error) {
    lock.release();
    throw error;
  }
  return writerTo(root, notebooks, lock);
}

function refuseSources(folder: string, notebooks: string, sources: string): void {
  if (realpathSync(notebooks) !== realpathSync(sources)) return;
  throw new UsageError(
    `--output ${folder} would write over the notebooks themselves: choose another folder.`,
  );
}

function writerTo(root: string, notebooks: string, lock: Lock): OutputFolder {
  const page = join(root, "index.html");
  return {
    page,
    chains: join(root, ".chains"),
    keep: ({ name, notebook, figures }) => {
      writeAtomically(join(notebooks, `${name}.ipynb`), serializeNotebook(notebook));
      writeFigures(root, name, figures);
    },
    finish: (contents) => {
      writeAtomically(join(root, "claims.json"), claimsFile(contents));
      writeAtomically(page, renderReport(contents));
      writeAtomically(join(root, metadataFile), researchObject(contents, root));
    },
    release: lock.release,
  };
}
