import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";

/** Of each row of a matrix [rows, columns] the entry in a column of its own: [rows]. */
export function entriesAt(matrix: Tensor, columns: Int32Array): Tensor {
  const { gatherND, tensor2d } = engine();
  const places = new Int32Array(2 * columns.length);
  columns.forEach((column, row) => {
    places[2 * row] = row;
    places[2 * row + 1] = column;
  });
  return gatherND(matrix, tensor2d(places, [columns.length, 2], "int32"));
}
