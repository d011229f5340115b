import { realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
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
  /** The folder itself. */
  readonly root: string;
  /** Keeps a notebook as soon as it has ended, in a file of the folder, and returns what it has written. */
  keep(file: string, run: NotebookRun): string;
  /** Writes a further file of the report. */
  write(file: string, text: string): void;
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
  return writerTo(root, lock);
}

function refuseSources(folder: string, notebooks: string, sources: string): void {
  if (realpathSync(notebooks) !== realpathSync(sources)) return;
  throw new UsageError(
    `--output ${folder} would write over the notebooks themselves: choose another folder.`,
  );
}

function writerTo(root: string, lock: Lock): OutputFolder {
  const page = join(root, "index.html");
  const write = (file: string, text: string) => {
    makeFolder(dirname(join(root, file)));
    writeAtomically(join(root, file), text);
  };
  return {
    root,
    page,
    chains: join(root, ".chains"),
    keep: (file, { name, notebook, figures }) => {
      const text = serializeNotebook(notebook);
      write(file, text);
      writeFigures(root, name, figures);
      return text;
    },
    write,
    finish: (contents) => {
      write("claims.json", contents.claims ?? claimsFile(contents));
      writeAtomically(page, renderReport(contents));
      writeAtomically(join(root, metadataFile), researchObject(contents, root));
    },
    release: lock.release,
  };
}
