import { instantiate, pageBytes } from "../vectors/instance";
import { advance, copy, repeat } from "../vectors/instructions";
import { moduleBytes, op } from "../vectors/module-bytes";

/** Rows that lie together in a panel: entry after entry of four rows. */
export const panelRows = 4;
/** Entries of a row that one call multiplies, at most: a panel then stays in the first cache. */
export const panelEntries = 256;
/** Panels on either side, at most: together they stay in the second cache. */
export const blockPanels = 32;

const doubleBytes = 8;
const rowBytes = panelRows * doubleBytes;
const tileDoubles = panelRows * panelRows;
const tileBytes = tileDoubles * doubleBytes;
const panelDoubles = panelRows * panelEntries;
const leftAt = 0;
const sideBytes = blockPanels * panelDoubles * doubleBytes;
const rightAt = leftAt + sideBytes;
const answerAt = rightAt + sideBytes;
const bytes = answerAt + blockPanels * tileBytes;

export interface ProductKernel {
  /** Panels of four rows, one after the other, all of as many entries: entry k of row r at 4 k + r. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Scalar products: of row r of the left panel with row c of right panel p at 16 p + 4 r + c. */
  readonly products: Float64Array;
  /** Multiplies one left panel with the first panels on the right, over so many entries. */
  multiply(leftPanel: number, rightPanels: number, entries: number): void;
}

/**
 * The inner loop of matrix products: sixteen double-precision sums at once in WebAssembly's 128-bit vectors, some four
 * times as fast as JavaScript's one by one. Every sum runs over its entries in order: the result is the same everywhere.
 */
export function createProductKernel(): ProductKernel {
  const { run, buffer } = instantiate(moduleBytes(5, 2, 11, kernelBody()), Math.ceil(bytes / pageBytes));
  const leftPanelAt = (panel: number, entries: number) => leftAt + panel * entries * rowBytes;
  return {
    left: new Float64Array(buffer, leftAt, blockPanels * panelDoubles),
    right: new Float64Array(buffer, rightAt, blockPanels * panelDoubles),
    products: new Float64Array(buffer, answerAt, blockPanels * tileDoubles),
    multiply: (leftPanel, rightPanels, entries) =>
      void run(leftPanelAt(leftPanel, entries), rightAt, rightPanels, entries, answerAt),
  };
}

const parameter = { leftAt: 0, rightAt: 1, panels: 2, entries: 3, answerAt: 4 };
const integer = { entryAt: 5, rest: 6 };
const vectors = { low: 7, high: 8, row: 9, sums: 10 };
/** Which sum, from 0 to 7, belongs to a row of the left panel and to the lower or upper two of the right one. */
const sumOf = (row: number, half: number): number => vectors.sums + 2 * row + half;

function kernelBody(): number[] {
  const sums = Array.from({ length: 2 * panelRows }, (_, i) => i);
  return [
    ...op.loop,
    ...sums.flatMap((sum) => [...op.zeros, ...op.set(vectors.sums + sum)]),
    ...copy(parameter.leftAt, integer.entryAt),
    ...copy(parameter.entries, integer.rest),
    ...addProducts(),
    ...sums.flatMap((sum) => [
      ...op.get(parameter.answerAt),
      ...op.get(vectors.sums + sum),
      ...op.store((sum * rowBytes) / 2),
    ]),
    ...advance(parameter.answerAt, tileBytes),
    ...repeat(parameter.panels),
    ...op.end,
    ...op.constant(0),
  ];
}

/** Adds the products of every entry; the pointer into the right panel then stands at the next one. */
function addProducts(): number[] {
  const row = (r: number): number[] => [
    ...op.get(integer.entryAt),
    ...op.splatDouble(doubleBytes * r),
    ...op.set(vectors.row),
    ...addProduct(sumOf(r, 0), vectors.low),
    ...addProduct(sumOf(r, 1), vectors.high),
  ];
  return [
    ...op.loop,
    ...op.get(parameter.rightAt),
    ...op.load(0),
    ...op.set(vectors.low),
    ...op.get(parameter.rightAt),
    ...op.load(rowBytes / 2),
    ...op.set(vectors.high),
    ...Array.from({ length: panelRows }, (_, r) => row(r)).flat(),
    ...advance(integer.entryAt, rowBytes),
    ...advance(parameter.rightAt, rowBytes),
    ...repeat(integer.rest),
    ...op.end,
  ];
}

function addProduct(sum: number, entries: number): number[] {
  return [
    ...op.get(sum),
    ...op.get(vectors.row),
    ...op.get(entries),
    ...op.multiplyDoubles,
    ...op.addDoubles,
    ...op.set(sum),
  ];
}
