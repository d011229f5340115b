import {
  blockPanels,
  createProductKernel,
  type ProductKernel,
  panelEntries,
  panelRows,
} from "./product-kernel";

/** A matrix that lies in an array somehow: entry (i, k) is `values[at + i * rowStride + k * entryStride]`. */
export interface MatrixView {
  readonly values: Float64Array;
  readonly at: number;
  readonly rows: number;
  readonly entries: number;
  readonly rowStride: number;
  readonly entryStride: number;
}

/** A row-major matrix, or a block of one: rows of `entries` entries that begin `stride` apart. */
export function matrixView(
  values: Float64Array,
  rows: number,
  entries: number,
  stride: number = entries,
  at = 0,
): MatrixView {
  return { values, at, rows, entries, rowStride: stride, entryStride: 1 };
}

export function transposed(view: MatrixView): MatrixView {
  return {
    ...view,
    rows: view.entries,
    entries: view.rows,
    rowStride: view.entryStride,
    entryStride: view.rowStride,
  };
}

/** Some rows of a matrix. */
export function rowsOf(view: MatrixView, first: number, rows: number): MatrixView {
  return { ...view, at: view.at + first * view.rowStride, rows };
}

/** Some entries of every row. */
export function entriesOf(view: MatrixView, first: number, entries: number): MatrixView {
  return { ...view, at: view.at + first * view.entryStride, entries };
}

/** Rows of either matrix that are multiplied at a time. */
const blockRows = panelRows * blockPanels;

/** left · rightᵀ, row-major: scalar products of rows. O(left rows × right rows × entries). */
export function rowProducts(left: MatrixView, right: MatrixView): Float64Array {
  const product = new Float64Array(left.rows * right.rows);
  addRowProducts(createProductKernel(), left, right, 1, matrixView(product, left.rows, right.rows));
  return product;
}

/** Adds factor × left · rightᵀ to the target, in blocks that stay in the caches. */
export function addRowProducts(
  kernel: ProductKernel,
  left: MatrixView,
  right: MatrixView,
  factor: number,
  target: MatrixView,
): void {
  forEachBlock(left.entries, panelEntries, (entry, entries) => {
    const [leftPart, rightPart] = [entriesOf(left, entry, entries), entriesOf(right, entry, entries)];
    forEachBlock(right.rows, blockRows, (column, columns) => {
      packPanels(rowsOf(rightPart, column, columns), kernel.right);
      forEachBlock(left.rows, blockRows, (row, rows) => {
        packPanels(rowsOf(leftPart, row, rows), kernel.left);
        multiplyBlock(kernel, entries, factor, entriesOf(rowsOf(target, row, rows), column, columns));
      });
    });
  });
}

function forEachBlock(whole: number, most: number, visit: (first: number, size: number) => void): void {
  for (let first = 0; first < whole; first += most) visit(first, Math.min(most, whole - first));
}

function multiplyBlock(kernel: ProductKernel, entries: number, factor: number, target: MatrixView): void {
  for (let row = 0; row < target.rows; row += panelRows) {
    kernel.multiply(row / panelRows, Math.ceil(target.entries / panelRows), entries);
    addTiles(kernel.products, factor, rowsOf(target, row, Math.min(panelRows, target.rows - row)));
  }
}

/** Copies rows into panels of four, the last one filled up with zeros, in the order in which the matrix lies. */
function packPanels(view: MatrixView, panels: Float64Array): void {
  const { values, at, rows, entries, rowStride, entryStride } = view;
  const filled = Math.ceil(rows / panelRows) * panelRows;
  if (filled > rows) panels.fill(0, (filled - panelRows) * entries, filled * entries);
  const panelOf = (row: number) => (row & ~3) * entries + (row & 3);
  if (entryStride <= rowStride) {
    for (let row = 0; row < rows; row++) {
      const from = at + row * rowStride;
      const to = panelOf(row);
      for (let k = 0; k < entries; k++) panels[to + k * panelRows] = values[from + k * entryStride]!;
    }
    return;
  }
  for (let k = 0; k < entries; k++) {
    const from = at + k * entryStride;
    const to = k * panelRows;
    for (let row = 0; row < rows; row++) panels[to + panelOf(row)] = values[from + row * rowStride]!;
  }
}

/** Adds tile after tile of 4 × 4 products to at most four rows. */
function addTiles(products: Float64Array, factor: number, target: MatrixView): void {
  const { values, at, rows, entries, rowStride, entryStride } = target;
  for (let r = 0; r < rows; r++) {
    const rowAt = at + r * rowStride;
    for (let c = 0; c < entries; c++) {
      const tile = 4 * (c & ~3) + 4 * r + (c & 3);
      values[rowAt + c * entryStride]! += factor * products[tile]!;
    }
  }
}

/** Lower triangle of rows · rowsᵀ, row-major; entries above it are of no account. O(rows² × entries / 2). */
export function lowerRowProducts(view: MatrixView): Float64Array {
  const { rows } = view;
  const product = new Float64Array(rows * rows);
  const kernel = createProductKernel();
  for (let first = 0; first < rows; first += blockRows) {
    const right = rowsOf(view, first, Math.min(blockRows, rows - first));
    const target = matrixView(product, rows - first, right.rows, rows, first * rows + first);
    addRowProducts(kernel, rowsOf(view, first, rows - first), right, 1, target);
  }
  return product;
}
