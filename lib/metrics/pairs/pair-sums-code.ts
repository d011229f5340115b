import { advance, copy, repeat } from "../../fitters/vectors/instructions";
import { moduleBytes, op } from "../../fitters/vectors/module-bytes";
import { exponentialConstants, exponentialLanes, setExponentialConstants } from "./exponential-lanes";

/** Points lie in panels of eight: coordinate after coordinate of eight points, then their weights. */
export const panelPoints = 8;

const numberBytes = 8;
const vectorBytes = 2 * numberBytes;
const panelRowBytes = panelPoints * numberBytes;
/** Vectors across a panel. */
const lanes = Array.from({ length: panelPoints / 2 }, (_, k) => k);

const parameter = { rowAt: 0, rows: 1, panelsAt: 2, panels: 3, columns: 4, rowSumsAt: 5, pointSumsAt: 6 };
const integer = { coordinateAt: 7, pointAt: 8, left: 9, panelsLeft: 10, sumAt: 11 };
const vectors = { work: 12, rest: 13, rowSum: 14, squares: 15, constants: 15 + lanes.length };

/**
 * A module whose `run(rowAt, rows, panelsAt, panels, columns, rowSumsAt, pointSumsAt)` adds the function of every
 * row with every point to the row's sum (two lanes each) and to the point's. The double at address 0 is minus the
 * Gaussian's rate.
 */
export function pairSumsBytes(name: "distance" | "gaussian"): Uint8Array {
  const value = name === "distance" ? distance : gaussian;
  return moduleBytes(7, 5, 3 + lanes.length + exponentialConstants, [
    ...(name === "gaussian" ? setExponentialConstants(vectors.constants) : []),
    ...op.loop,
    ...[...op.zeros, ...op.set(vectors.rowSum)],
    ...copy(parameter.panelsAt, integer.pointAt),
    ...copy(parameter.pointSumsAt, integer.sumAt),
    ...copy(parameter.panels, integer.panelsLeft),
    ...op.loop,
    ...squaredDistances(),
    ...lanes.flatMap((k) => addValue(k, value(vectors.squares + k))),
    ...advance(integer.pointAt, panelRowBytes),
    ...advance(integer.sumAt, panelRowBytes),
    ...repeat(integer.panelsLeft),
    ...op.end,
    ...[...op.get(parameter.rowSumsAt), ...op.get(parameter.rowSumsAt), ...op.load(0)],
    ...[...op.get(vectors.rowSum), ...op.addDoubles, ...op.store(0)],
    ...copy(integer.coordinateAt, parameter.rowAt),
    ...advance(parameter.rowSumsAt, vectorBytes),
    ...repeat(parameter.rows),
    ...op.end,
    ...op.constant(0),
  ]);
}

/** Squared distances from the row to the eight points; the pointers then stand behind the coordinates. */
function squaredDistances(): number[] {
  return [
    ...lanes.flatMap((k) => [...op.zeros, ...op.set(vectors.squares + k)]),
    ...copy(parameter.rowAt, integer.coordinateAt),
    ...copy(parameter.columns, integer.left),
    ...op.loop,
    ...[...op.get(integer.coordinateAt), ...op.splatDouble(0), ...op.set(vectors.rest)],
    ...lanes.flatMap((k) => addSquare(vectors.squares + k, vectorBytes * k)),
    ...advance(integer.coordinateAt, numberBytes),
    ...advance(integer.pointAt, panelRowBytes),
    ...repeat(integer.left),
    ...op.end,
  ];
}

function addSquare(square: number, offset: number): number[] {
  return [
    ...[...op.get(integer.pointAt), ...op.load(offset), ...op.get(vectors.rest), ...op.subtractDoubles],
    ...op.set(vectors.work),
    ...[...op.get(vectors.work), ...op.get(vectors.work), ...op.multiplyDoubles],
    ...[...op.get(square), ...op.addDoubles, ...op.set(square)],
  ];
}

const distance = (square: number): number[] => [...op.get(square), ...op.rootDoubles];

const gaussian = (square: number): number[] => [
  ...[...op.get(square), ...op.constant(0), ...op.splatDouble(0), ...op.multiplyDoubles, ...op.set(square)],
  ...exponentialLanes(square, vectors.work, vectors.rest, vectors.constants),
];

/** Adds what the instructions `value` leave on the stack to the row's sum and to those of two points. */
function addValue(lane: number, value: readonly number[]): number[] {
  const offset = vectorBytes * lane;
  return [
    ...value,
    ...[...op.get(integer.pointAt), ...op.load(offset), ...op.multiplyDoubles, ...op.set(vectors.work)],
    ...[...op.get(vectors.rowSum), ...op.get(vectors.work), ...op.addDoubles, ...op.set(vectors.rowSum)],
    ...[...op.get(integer.sumAt), ...op.get(integer.sumAt), ...op.load(offset)],
    ...[...op.get(vectors.work), ...op.addDoubles, ...op.store(offset)],
  ];
}
