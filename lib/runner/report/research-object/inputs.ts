import { readManifest } from "../../../data/sources/project-data";
import type { NotebookRun } from "../../execution/run";
import { plainText } from "../../terminal/plain-text";
import { type Entity, local, propertyValue, refer } from "./entity";

/** What went into a run: settings of each notebook, and data sets with licence and digests. `uses` is what the run names. */
export interface Inputs {
  readonly uses: readonly Entity[];
  /** Entities that those refer to. */
  readonly others: readonly Entity[];
}

/** Settings and data of all notebooks. */
export function inputsOf(runs: readonly NotebookRun[]): Inputs {
  const settings = runs.flatMap(({ name, settings: own }) =>
    Object.entries(own).map(([setting, value]) =>
      propertyValue(local("setting", name, setting), `${setting} of ${name}`, value),
    ),
  );
  const notes = new Map(runs.flatMap(({ data }) => data).map((note) => [note.name, note]));
  const data = [...notes.values()].map(dataEntities);
  return {
    uses: [...settings, ...data.map(({ dataSet }) => dataSet)],
    others: data.flatMap(({ digests }) => digests),
  };
}

function dataEntities({ name, source, note, files = [] }: NotebookRun["data"][number]) {
  const entry = readManifest().dataSets.find((candidate) => candidate.name === name);
  const digests = files.map(({ path, sha256 }) =>
    propertyValue(local("digest", path), `SHA-256 of ${plainText(path)}`, sha256),
  );
  const isReal = source !== "stand-in";
  const dataSet: Entity = {
    "@id": local("data", name),
    "@type": "CreativeWork",
    name: plainText(entry?.title ?? name),
    ...(note === undefined ? {} : { description: plainText(note) }),
    ...(entry !== undefined && isReal ? { license: entry.licence, creditText: entry.citation } : {}),
    ...(digests.length === 0 ? {} : { identifier: digests.map(refer) }),
  };
  return { dataSet, digests };
}
