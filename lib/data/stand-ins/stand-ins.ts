import { createRandom } from "../../random/create-random";
import type { LabelledImages } from "../images";
import type { DataEntry, ImageEntry, TableEntry, TextEntry } from "../manifest";
import type { TableRow } from "../table";
import type { TextParts } from "../text-parts";
import { drawDigits } from "./digits/drawn-digits";
import { grammarArticles } from "./grammar-articles";
import { oldFaithfulStandIn } from "./old-faithful";

/** What can be generated in place of real data, and how a note describes it; the same on every machine. */
interface StandIn<Generate> {
  readonly description: string;
  readonly generate: Generate;
}

/** Rows of a table. */
type TableStandIn = StandIn<(rows: number) => TableRow[]>;

/** The first images of a part, the same however many are asked for. */
type ImageStandIn = StandIn<(part: "train" | "test", rows: number) => LabelledImages>;

/** All parts of a text. */
type TextStandIn = StandIn<() => TextParts>;

const tables: Readonly<Record<string, TableStandIn>> = {
  "old-faithful-mixture": {
    description: "drawn from the two-component Gaussian mixture that fits the real eruptions",
    generate: (rows) => oldFaithfulStandIn(rows, createRandom("old-faithful stand-in")),
  },
};

const images: Readonly<Record<string, ImageStandIn>> = {
  "drawn-digits": {
    description: "digits drawn by a program in the manner of handwriting",
    generate: (part, rows) => drawDigits(rows, createRandom("drawn digits").fork(part)),
  },
};

const texts: Readonly<Record<string, TextStandIn>> = {
  "grammar-articles": {
    description:
      "made-up words in sentences of a random grammar (500,000 to train, 50,000 in each other part)",
    generate: () => grammarArticles(createRandom("grammar articles")),
  },
};

const standIns = { table: tables, "idx-images": images, text: texts };

/** The declared stand-in of a data set. */
export function standInOf(entry: TableEntry): TableStandIn;
export function standInOf(entry: ImageEntry): ImageStandIn;
export function standInOf(entry: TextEntry): TextStandIn;
export function standInOf(entry: DataEntry): TableStandIn | ImageStandIn | TextStandIn;
export function standInOf(entry: DataEntry): TableStandIn | ImageStandIn | TextStandIn {
  const standIn = standIns[entry.loader][entry.standIn];
  if (!standIn)
    throw new RangeError(`data set ${entry.name} declares the stand-in "${entry.standIn}", which is none`);
  return standIn;
}
