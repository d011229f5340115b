import { createRandom } from "../../random/create-random";
import type { DataEntry } from "../manifest";
import type { TableRow } from "../table";
import { oldFaithfulStandIn } from "./old-faithful";

/** What can be generated in place of real data, and how a note describes it. */
interface StandIn {
  readonly description: string;
  /** Rows of the table; the same on every machine. */
  generate(rows: number): TableRow[];
}

const standIns: Readonly<Record<string, StandIn>> = {
  "old-faithful-mixture": {
    description: "drawn from the two-component Gaussian mixture that fits the real eruptions",
    generate: (rows) => oldFaithfulStandIn(rows, createRandom("old-faithful stand-in")),
  },
};

/** The declared stand-in of a data set. */
export function standInOf(entry: DataEntry): StandIn {
  const standIn = standIns[entry.standIn];
  if (!standIn)
    throw new RangeError(`data set ${entry.name} declares the stand-in "${entry.standIn}", which is none`);
  return standIn;
}
