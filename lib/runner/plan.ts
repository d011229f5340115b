import { dirname } from "node:path";
import type { Notebook } from "./notebook/format";
import { readNotebook } from "./notebook/read";
import type { NotebookFile } from "./notebook/select";
import type { Settings } from "./parameters/inject";
import { injectSettings, parametersOf } from "./parameters/inject";
import type { RequestedSettings } from "./parameters/settings";
import { checkNames, resolveSettings } from "./parameters/settings";

/** A notebook that is going to run: settings resolved and put in. */
export interface PlannedNotebook {
  readonly name: string;
  /** Its folder, where its paths start. */
  readonly folder: string;
  readonly notebook: Notebook;
  readonly settings: Settings;
  /** Where the executed notebook goes, in the output folder. */
  readonly file: string;
  /** Identifiers of the cells to execute, in their order; undefined: all. */
  readonly cells?: readonly string[];
}

/**
 * Reads the notebooks and works out the settings of each, before any kernel starts.
 *
 * @throws UsageError for a setting that no notebook has or that has the wrong type.
 * @throws RangeError for a file that is no notebook, or a parameters cell with anything but declarations.
 */
export function planNotebooks(
  files: readonly NotebookFile[],
  requested: RequestedSettings,
): PlannedNotebook[] {
  const read = files.map(({ name, path }) => {
    const notebook = readNotebook(path);
    return { name, folder: dirname(path), notebook, parameters: parametersOf(notebook, `${name}.ipynb`) };
  });
  checkNames(requested, read);
  return read.map(({ name, folder, notebook, parameters }) => {
    const settings = resolveSettings({ name, parameters }, requested);
    const injected = injectSettings(notebook, parameters, settings);
    return { name, folder, notebook: injected, settings, file: `notebooks/${name}.ipynb` };
  });
}
