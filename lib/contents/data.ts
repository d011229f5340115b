/**
 * Samples, points, tables, images; data sets by name, real or generated.
 *
 * @module
 */

export { barsAndStripes, binaryStates } from "../data/binary-patterns";
export { concatenate, selectRows, sizeOf } from "../data/collection";
export { cosineBasis } from "../data/cosine-basis";
export {
  type DataSource,
  type Dataset,
  type DatasetBase,
  type DatasetFile,
  type DatasetTypes,
  dataMimeType,
  type ImageDataset,
  type TableDataset,
  type TextDataset,
} from "../data/dataset";
export { grammarEntropyRate, grammarUnigrams } from "../data/grammar/entropy-rate";
export { createGrammar, type Grammar, type GrammarOptions } from "../data/grammar/grammar";
export { grammarLogProbabilities } from "../data/grammar/log-probabilities";
export { sampleGrammar } from "../data/grammar/sample";
export { grammarIds, grammarText } from "../data/grammar/text";
export {
  type ImageDimensions,
  type Images,
  imagesFrom,
  type LabelledImages,
  sliceImages,
} from "../data/images";
export type {
  DataColumn,
  DataEntry,
  DataFile,
  DataManifest,
  ImageEntry,
  ImagePart,
  TableEntry,
  TextEntry,
} from "../data/manifest";
export { nearestNames, unknownName } from "../data/nearest-names";
export { largestColumns, oneHot } from "../data/one-hot";
export { plainLines, runningText } from "../data/plain-lines";
export {
  type LabelledPoints,
  type Outcomes,
  type Points,
  pointsFrom,
  type Sample,
  type TrainingSet,
} from "../data/points";
export type { SampleStatistics } from "../data/sample-statistics";
export { drawCircles, drawMoons } from "../data/shapes";
export type { ImageRows } from "../data/sources/image-parts";
export { type LoadDatasetOptions, loadDataset } from "../data/sources/load-dataset";
export { loadText } from "../data/sources/load-text";
export { readManifest } from "../data/sources/project-data";
export { drawDigits } from "../data/stand-ins/digits/drawn-digits";
export { standardize } from "../data/standardize";
export type { TableRow } from "../data/table";
export { splitText, type TextParts } from "../data/text-parts";
export { blockAt, joinBlocks, sliceBlocks, type TokenBlocks, tokenBlocks } from "../data/token-blocks";
export { zipfProbabilities } from "../data/zipf";
