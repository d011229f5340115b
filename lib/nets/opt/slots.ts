import { unseen } from "../layers/attention";

/** Steps for which a cache has room before it grows: attention looks at empty slots too, and growing copies all. */
const stepsAtOnce = 16;

/**
 * Who sees what in a cache: the tokens of the prompts are in the first slots, ended flush right, then come, step by
 * step, the tokens of all rows of a text side by side. A row sees its prompt and those that it descends from.
 */
export interface SlotPlan {
  /** Slots that there are at present. */
  slots(): number;
  /** Tokens of the longest prompt: the first slots. */
  readonly longest: number;
  /**
   * Every row reads a token more, as a child of `parents[row]`: the slot of each row's token.
   * @throws RangeError for more tokens than there will be slots for
   */
  advance(parents: Int32Array | undefined): Int32Array;
  /** For one more token of every row, after `advance`: [texts, 1, rows of a text, slots]. */
  bias(): Float32Array;
  /** Position of the last token of every row. */
  positions(): Int32Array;
}

export function createSlotPlan(
  lengths: readonly number[],
  rowsPerText: number,
  furtherTokens: number,
): SlotPlan {
  const longest = Math.max(...lengths);
  const rows = lengths.length * rowsPerText;
  const slotsFor = (steps: number) => longest + rowsPerText * Math.min(furtherTokens, steps);
  const lengthOf = (row: number) => lengths[Math.floor(row / rowsPerText)]!;
  let slots = slotsFor(stepsAtOnce);
  let seen = new Float32Array(rows * slots).fill(unseen);
  for (let row = 0; row < rows; row++) {
    seen.fill(0, row * slots + longest - lengthOf(row), row * slots + longest);
  }
  let steps = 0;
  return {
    slots: () => slots,
    longest,
    advance(parents) {
      if (steps === furtherTokens) {
        throw new RangeError(
          `a TokenReader reads at most the ${furtherTokens} further tokens that it was started for: start it with more`,
        );
      }
      const wider = slotsFor(stepsAtOnce * (1 + Math.floor(steps / stepsAtOnce)));
      if (parents || wider > slots) seen = rowsOf(seen, parents, rows, slots, wider);
      slots = wider;
      const places = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        places[row] = longest + steps * rowsPerText + (row % rowsPerText);
        seen[row * slots + places[row]!] = 0;
      }
      steps++;
      return places;
    },
    bias: () => seen,
    positions: () => Int32Array.from({ length: rows }, (_, row) => lengthOf(row) + steps - 1),
  };
}

/** Rows of a matrix, each once or more often or never, with room for more columns, in which nobody is seen. */
function rowsOf(
  values: Float32Array,
  parents: Int32Array | undefined,
  rows: number,
  columns: number,
  wider: number,
): Float32Array<ArrayBuffer> {
  const chosen = new Float32Array(rows * wider);
  if (wider > columns) chosen.fill(unseen);
  for (let row = 0; row < rows; row++) {
    const from = parents ? parents[row]! : row;
    chosen.set(values.subarray(from * columns, (from + 1) * columns), row * wider);
  }
  return chosen;
}
