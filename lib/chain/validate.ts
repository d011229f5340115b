import { sizeOf } from "../data/collection";
import { type Images, requireImages } from "../data/images";
import type { LabelledPoints, TrainingSet } from "../data/points";
import type { SampleStatistics } from "../data/sample-statistics";
import type { TokenBlocks } from "../data/token-blocks";
import { isDrawn, isPool, needsSource } from "./real-data";
import { type ChainSettings, isChainStore } from "./settings";

/** Refuses settings a chain cannot run with, before any work. */
export function checkSettings<Data extends TrainingSet, Model, Measured>(
  settings: ChainSettings<Data, Model, Measured>,
): void {
  const { generations, samplesPerGeneration, replicates, workers, recordedGenerations } = settings;
  checkParts(settings);
  checkReal(settings.real);
  checkWhole("generations", generations, 0);
  checkFreshRows(settings);
  if (samplesPerGeneration !== undefined) checkWhole("samplesPerGeneration", samplesPerGeneration, 1);
  if (replicates !== undefined) checkWhole("replicates", replicates, 1);
  if (workers !== undefined) checkWhole("workers", workers, 1);
  if (recordedGenerations) checkRecorded(recordedGenerations, generations);
  checkWhenAbsorbed(settings.whenAbsorbed);
  checkKeepModels(settings.keepModels);
  checkCheckpoint(settings.checkpoint);
  checkShared(settings);
}

function checkParts<Data extends TrainingSet, Model, Measured>(
  settings: ChainSettings<Data, Model, Measured>,
): void {
  const { family, regime, measure, random } = settings;
  if (typeof family?.fit !== "function" || typeof family.sample !== "function") {
    throw new TypeError("runChain needs a family with the functions fit and sample, such as gaussian()");
  }
  if (typeof regime !== "function") {
    throw new TypeError(
      `runChain needs a regime: a function such as replace or anchor(0.1), got ${describe(regime)}`,
    );
  }
  if (measure !== undefined && typeof measure !== "function") {
    throw new TypeError(`runChain needs measure to be a function, got ${describe(measure)}`);
  }
  if (typeof random?.fork !== "function") {
    throw new TypeError('runChain needs random: a stream such as createRandom("my seed")');
  }
}

function checkReal(real: unknown): void {
  if (typeof real !== "object" || real === null) {
    throw new TypeError(`runChain needs real data or { model, count }, got ${describe(real)}`);
  }
  const { count, pool } = real as { readonly count?: unknown; readonly pool?: unknown };
  if ("model" in real) {
    checkWhole("real.count", count, 1);
    return;
  }
  checkRows("pool" in real ? pool : real);
  if (!("pool" in real)) return;
  checkWhole("real.count", count, 1);
  const rows = sizeOf(pool as TrainingSet);
  if ((count as number) > rows) {
    throw new RangeError(
      `runChain needs real.count to be at most the ${rows} rows of the pool, got ${count}`,
    );
  }
}

function checkRows(real: unknown): void {
  if (typeof real !== "object" || real === null || !isTrainingSet(real)) {
    throw new TypeError(
      "runChain needs real data as Float64Array, Int32Array, Points, LabelledPoints, Images or TokenBlocks, " +
        `or { model, count }, or { pool, count } with such a pool: got ${describe(real)}. ` +
        "Convert with Float64Array.from, pointsFrom, imagesFrom or tokenBlocks, or with the statisticsOf of a family that " +
        "draws statistics",
    );
  }
  if ("means" in real) checkStatistics(real);
  if (sizeOf(real) === 0) throw new RangeError("runChain needs real data, got an empty set");
  if ("height" in real) requireImages("runChain", real);
  else checkFinite(real);
}

function checkStatistics({ count, means, scatter }: SampleStatistics): void {
  checkWhole("real.count", count, 1);
  const order = means?.length;
  if (order >= 1 && (scatter === undefined || scatter.length === order * order)) return;
  throw new RangeError(
    `runChain needs statistics with means and, where there is a scatter, means × means entries in it, got ${order} ` +
      `means and ${scatter?.length} entries: make them with the statisticsOf of the family`,
  );
}

/** Whether the real rows that the regime says it draws can be had in every generation. */
function checkFreshRows<Data extends TrainingSet, Model, Measured>({
  real,
  regime,
  generations,
}: ChainSettings<Data, Model, Measured>): void {
  const { freshRows = 0 } = regime;
  if (freshRows === 0 || isDrawn(real)) return;
  if (!isPool(real))
    throw new RangeError(needsSource(`runChain with the regime ${regime.label ?? regime.name}`));
  const needed = real.count + freshRows * generations;
  if (needed > sizeOf(real.pool)) {
    throw new RangeError(
      `runChain needs a pool of ${needed} rows for ${real.count} original ones and ${freshRows} fresh ones in each of ` +
        `${generations} generations, got ${sizeOf(real.pool)}: give a larger pool, draw fewer rows or run fewer generations`,
    );
  }
}

/** Whether it has the outline of a training set. Only arrays with numbers of the right precision count as such. */
function isTrainingSet(real: object): real is TrainingSet {
  if (real instanceof Float64Array || real instanceof Int32Array) return true;
  const { values, points, targets, tokens } = real as Partial<Images & LabelledPoints & TokenBlocks>;
  if ("height" in real) return values instanceof Float32Array;
  if ("tokens" in real) return tokens instanceof Int32Array;
  if ("means" in real) return true;
  if (points) return points.values instanceof Float64Array && targets instanceof Float64Array;
  return "rows" in real && (values as unknown) instanceof Float64Array;
}

function checkFinite(data: Exclude<TrainingSet, Images>): void {
  for (const values of numbersOf(data)) {
    const index = values.findIndex((value) => !Number.isFinite(value));
    if (index >= 0) {
      throw new RangeError(`runChain needs finite real data: number ${index} is ${values[index]}`);
    }
  }
}

function numbersOf(data: Exclude<TrainingSet, Images>): readonly Float64Array[] {
  if (data instanceof Float64Array) return [data];
  if ("means" in data) return [Float64Array.from(data.means), Float64Array.from(data.scatter ?? [])];
  if ("points" in data) return [data.points.values, data.targets];
  return "rows" in data ? [data.values] : [];
}

function checkRecorded(recorded: readonly number[], generations: number): void {
  if (recorded.length === 0) {
    throw new RangeError(
      "runChain needs recordedGenerations to name at least one; leave it out to record all",
    );
  }
  const wrong = recorded.find((g) => !Number.isInteger(g) || g < 0 || g > generations);
  if (wrong !== undefined) {
    throw new RangeError(
      `runChain needs recordedGenerations to be whole numbers from 0 to ${generations} (generations), got ${wrong}`,
    );
  }
}

function checkWhenAbsorbed(choice: unknown): void {
  if (choice !== undefined && choice !== "stop" && choice !== "continue") {
    throw new RangeError(`runChain needs whenAbsorbed "stop" or "continue", got ${JSON.stringify(choice)}`);
  }
}

function checkKeepModels(choice: unknown): void {
  if (choice !== undefined && choice !== "all" && choice !== "last" && choice !== "none") {
    throw new RangeError(`runChain needs keepModels "all", "last" or "none", got ${JSON.stringify(choice)}`);
  }
}

function checkCheckpoint(checkpoint: unknown): void {
  if (checkpoint === undefined) return;
  const { folder, intervalMilliseconds = 0 } =
    typeof checkpoint === "string"
      ? { folder: checkpoint }
      : ((checkpoint ?? {}) as { folder?: unknown; intervalMilliseconds?: unknown });
  if (typeof folder !== "string" || folder === "") {
    throw new RangeError(`runChain needs checkpoint to name a folder, got ${JSON.stringify(checkpoint)}`);
  }
  if (!(typeof intervalMilliseconds === "number" && intervalMilliseconds >= 0)) {
    throw new RangeError(
      `runChain needs checkpoint.intervalMilliseconds of 0 or more, got ${intervalMilliseconds}`,
    );
  }
}

/** A chain that another notebook may take for its own has to be named by all that it depends on. */
function checkShared<Data extends TrainingSet, Model, Measured>({
  checkpoint,
  family,
  regime,
  measure,
}: ChainSettings<Data, Model, Measured>): void {
  if (!isChainStore(checkpoint) || checkpoint.captured) return;
  const [unknown] =
    Object.entries({ family, regime, measure }).find(([, part]) => part && !part.origin) ?? [];
  if (unknown === undefined) return;
  throw new RangeError(
    `runChain needs to know what the ${unknown} has captured, since its chain is shared: name the values, ` +
      `chainStore({ captured: { ${unknown === "measure" ? "heldOut" : "threshold"} } }), {} for none, or make it portable`,
  );
}

function checkWhole(name: string, value: unknown, least: number): void {
  if (!Number.isInteger(value) || (value as number) < least) {
    throw new RangeError(`runChain needs ${name} to be a whole number of at least ${least}, got ${value}`);
  }
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return `${value}`;
  const name = value.constructor?.name ?? "object";
  return `${/^[AEIO]/i.test(name) ? "an" : "a"} ${name}`;
}
