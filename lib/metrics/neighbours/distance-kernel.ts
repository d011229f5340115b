import { instantiate, pageBytes } from "../../fitters/vectors/instance";
import { advance, copy, repeat } from "../../fitters/vectors/instructions";
import { moduleBytes, op } from "../../fitters/vectors/module-bytes";

/** Points lie in panels of eight: coordinate after coordinate of eight points, then two more rows of eight. */
export const panelPoints = 8;
/** Rows of a panel behind its coordinates: half the squared norms, half the squared limits. */
export const panelExtras = 2;
/** Rows that a call compares with each point of the panels. */
export const tileRows = 4;
/** Panels a call, at most. */
export const tilesPerCall = 4;

const floatBytes = 4;
const rowBytes = panelPoints * floatBytes;
const tileBytes = tileRows * rowBytes;
/** The answer comes first in memory: the numbers of each tile, then the masks; the panels follow. */
const maskAt = tilesPerCall * tileBytes;
const answerBytes = maskAt + tilesPerCall * floatBytes;

export interface DistanceKernel {
  /**
   * Compares `tileRows` rows with the points of `tiles` panels. For each pair g = x·y − (half norm of x) − (half
   * norm of y), minus half a squared distance, goes to `nearness[32 × tile + 8 × row + point]`; bit 8 × row +
   * point of `masks[tile]` says whether g + (the larger half limit) > 0. Returns the bits of all tiles, or-ed.
   */
  compare(rowsAt: number, panelsAt: number, tiles: number, columns: number): number;
  readonly nearness: Float32Array;
  readonly masks: Int32Array;
  /** The whole memory; a panel's offset in it counts floats. */
  readonly floats: Float32Array;
  /** Offset of the first panel, in floats. */
  readonly firstPanel: number;
}

/**
 * The inner loop of every search for neighbours: 32 single-precision products at once, about eight times as fast
 * as JavaScript's one by one. WebAssembly with its 128-bit vectors is part of every Node and browser that this
 * library runs on.
 * @throws RangeError when `floats` numbers do not fit into the 4 GB of a WebAssembly memory
 */
export function createDistanceKernel(caller: string, floats: number): DistanceKernel {
  const { run, buffer } = instantiate(moduleBytes(6, 4, 11, kernelBody()), pagesFor(caller, floats));
  return {
    compare: (rowsAt, panelsAt, tiles, columns) =>
      run(rowsAt * floatBytes, panelsAt * floatBytes, tiles, columns, 0, maskAt),
    nearness: new Float32Array(buffer, 0, maskAt / floatBytes),
    masks: new Int32Array(buffer, maskAt, tilesPerCall),
    floats: new Float32Array(buffer),
    firstPanel: answerBytes / floatBytes,
  };
}

/** Pages of memory for `floats` numbers in panels. */
export function pagesFor(caller: string, floats: number): number {
  const pages = Math.ceil((answerBytes + floats * floatBytes) / pageBytes);
  if (pages <= 65536) return pages;
  throw new RangeError(
    `${caller} needs at most 2³⁰ numbers, both sets together, got about ${floats}. Draw fewer rows`,
  );
}

const parameter = { rowsAt: 0, panelsAt: 1, tiles: 2, columns: 3, answerAt: 4, maskAt: 5 };
const integer = { coordinateAt: 6, left: 7, mask: 8, any: 9 };
const vectors = { low: 10, high: 11, row: 12, sums: 13 };
/** Which sum, from 0 to 7, belongs to a row and to the lower or upper four points of the panel. */
const sumOf = (row: number, half: number): number => vectors.sums + 2 * row + half;

function kernelBody(): number[] {
  return [
    ...op.loop,
    ...Array.from({ length: 2 * tileRows }, (_, i) => [...op.zeros, ...op.set(vectors.sums + i)]).flat(),
    ...copy(parameter.rowsAt, integer.coordinateAt),
    ...copy(parameter.columns, integer.left),
    ...products(),
    ...comparisons(),
    ...advance(parameter.panelsAt, panelExtras * rowBytes),
    ...advance(parameter.answerAt, tileBytes),
    ...advance(parameter.maskAt, floatBytes),
    ...repeat(parameter.tiles),
    ...op.end,
    ...op.get(integer.any),
  ];
}

/** Adds the products of every coordinate; the pointers then stand behind the coordinates. */
function products(): number[] {
  const row = (r: number): number[] => [
    ...op.get(integer.coordinateAt),
    ...op.splat(floatBytes * r),
    ...op.set(vectors.row),
    ...addProduct(sumOf(r, 0), vectors.low),
    ...addProduct(sumOf(r, 1), vectors.high),
  ];
  return [
    ...op.loop,
    ...op.get(parameter.panelsAt),
    ...op.load(0),
    ...op.set(vectors.low),
    ...op.get(parameter.panelsAt),
    ...op.load(rowBytes / 2),
    ...op.set(vectors.high),
    ...Array.from({ length: tileRows }, (_, r) => row(r)).flat(),
    ...advance(integer.coordinateAt, rowBytes),
    ...advance(parameter.panelsAt, rowBytes),
    ...repeat(integer.left),
    ...op.end,
  ];
}

function addProduct(sum: number, points: number): number[] {
  return [
    ...op.get(sum),
    ...op.get(vectors.row),
    ...op.get(points),
    ...op.multiplyLanes,
    ...op.addLanes,
    ...op.set(sum),
  ];
}

/** Turns the products into g, stores them, and gathers the mask. */
function comparisons(): number[] {
  const places = Array.from({ length: 2 * tileRows }, (_, i) => ({ row: i >> 1, half: i & 1 }));
  return [
    ...op.constant(0),
    ...op.set(integer.mask),
    ...places.flatMap(({ row, half }) => comparison(row, half)),
    ...op.get(parameter.maskAt),
    ...op.get(integer.mask),
    ...op.storeInt,
    ...op.get(integer.mask),
    ...op.get(integer.any),
    ...op.or,
    ...op.set(integer.any),
  ];
}

function comparison(row: number, half: number): number[] {
  const ofRow = (extra: number): number[] => [
    ...op.get(integer.coordinateAt),
    ...op.splat(extra * rowBytes + floatBytes * row),
  ];
  const ofPoints = (extra: number): number[] => [
    ...op.get(parameter.panelsAt),
    ...op.load(extra * rowBytes + (half * rowBytes) / 2),
  ];
  const nearness = vectors.row;
  return [
    ...[...op.get(sumOf(row, half)), ...ofRow(0), ...op.subtractLanes, ...ofPoints(0), ...op.subtractLanes],
    ...op.set(nearness),
    ...[
      ...op.get(parameter.answerAt),
      ...op.get(nearness),
      ...op.store(row * rowBytes + (half * rowBytes) / 2),
    ],
    ...[...op.get(nearness), ...ofRow(1), ...ofPoints(1), ...op.maximumLanes, ...op.addLanes],
    ...[...op.zeros, ...op.isGreater, ...op.laneSigns, ...op.constant(panelPoints * row + 4 * half)],
    ...[...op.shiftLeft, ...op.get(integer.mask), ...op.or, ...op.set(integer.mask)],
  ];
}
