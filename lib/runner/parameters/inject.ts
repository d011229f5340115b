import type { CodeCell, Notebook } from "../notebook/format";
import { hasTag, isCodeCell } from "../notebook/format";
import type { SettingValue } from "./literal";
import { printLiteral } from "./literal";
import type { Parameter } from "./parameter";
import { parseParameters } from "./parse";

/** Settings by name, in the order of the parameters cell. */
export type Settings = Readonly<Record<string, SettingValue>>;

const parametersTag = "parameters";
const injectedTag = "injected-parameters";

/** The settings a notebook offers: those of its first cell tagged `parameters`; none when there is no such cell. */
export function parametersOf(notebook: Notebook, name: string): Parameter[] {
  const index = notebook.cells.findIndex((cell) => isCodeCell(cell) && hasTag(cell, parametersTag));
  const cell = notebook.cells[index];
  return cell === undefined ? [] : parseParameters(cell.source, `${name}, cell ${index + 1}`);
}

/** The notebook without the assignments that an earlier run put in. */
export function withoutInjected(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.filter((cell) => !hasTag(cell, injectedTag)) };
}

/**
 * The notebook with the settings that differ from the defaults assigned in a cell of their own after the parameters
 * cell, replacing an earlier one (papermill's convention). Without such settings there is no cell.
 */
export function injectSettings(
  notebook: Notebook,
  parameters: readonly Parameter[],
  settings: Settings,
): Notebook {
  const clean = withoutInjected(notebook);
  const changed = parameters.filter(
    ({ name, defaultValue }) => printLiteral(settings[name]!) !== printLiteral(defaultValue),
  );
  if (changed.length === 0) return clean;
  const assignments = changed.map(({ name }) => `${name} = ${printLiteral(settings[name]!)};`);
  const injected: CodeCell = {
    cell_type: "code",
    id: injectedTag,
    source: ["// Settings of this run", ...assignments].join("\n"),
    metadata: { tags: [injectedTag] },
    execution_count: null,
    outputs: [],
  };
  const after = clean.cells.findIndex((cell) => isCodeCell(cell) && hasTag(cell, parametersTag)) + 1;
  return { ...clean, cells: [...clean.cells.slice(0, after), injected, ...clean.cells.slice(after)] };
}
