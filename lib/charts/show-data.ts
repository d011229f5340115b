import { type Dataset, dataMimeType } from "../data/dataset";
import { type FrontEnd, frontEndKey } from "./figure";

/**
 * Shows which data a notebook uses, in one line, and returns them: `const data = showData(await
 * loadDataset(name))`. The bundle carries `{ name, source, note, files }` for the report. Outside a kernel it prints
 * the line to the console.
 */
export function showData<Data extends Dataset>(dataset: Data): Data {
  const { name, source, note, files } = dataset;
  const frontEnd = (globalThis as { [frontEndKey]?: FrontEnd })[frontEndKey];
  if (frontEnd) frontEnd.display({ [dataMimeType]: { name, source, note, files }, "text/plain": note });
  else console.log(note);
  return dataset;
}
