/** Far below every score. */
const nobody = -1e9;

/**
 * Who sees what in a cache: the tokens of the prompts are in the first slots, ended flush right, then come, step by
 * step, the tokens of all rows of a text side by side. A row sees its prompt and those that it descends from.
 */
export interface SlotPlan {
  readonly slots: number;
  /** For the tokens of the prompts: [texts, 1, longest prompt, slots]. */
  promptBias(): Float32Array;
  /** Every row reads a token more, as a child of `parents[row]`: the slot of each row's token. */
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
  const texts = lengths.length;
  const longest = Math.max(...lengths);
  const slots = longest + rowsPerText * furtherTokens;
  const rows = texts * rowsPerText;
  let seen = new Float32Array(rows * slots).fill(nobody);
  for (let row = 0; row < rows; row++) {
    const length = lengths[Math.floor(row / rowsPerText)]!;
    seen.fill(0, row * slots + longest - length, row * slots + longest);
  }
  let steps = 0;
  return {
    slots,
    promptBias: () => biasOfPrompts(lengths, longest, slots),
    advance(parents) {
      if (parents) seen = rowsOf(seen, parents, slots);
      const places = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        places[row] = longest + steps * rowsPerText + (row % rowsPerText);
        seen[row * slots + places[row]!] = 0;
      }
      steps++;
      return places;
    },
    bias: () => seen,
    positions: () =>
      Int32Array.from({ length: rows }, (_, row) => lengths[Math.floor(row / rowsPerText)]! + steps - 1),
  };
}

function biasOfPrompts(lengths: readonly number[], longest: number, slots: number): Float32Array {
  const bias = new Float32Array(lengths.length * longest * slots).fill(nobody);
  lengths.forEach((length, text) => {
    for (let token = 0; token < longest; token++) {
      const start = (text * longest + token) * slots;
      bias.fill(0, start + longest - length, start + token + 1);
    }
  });
  return bias;
}

function rowsOf(values: Float32Array, rows: Int32Array, columns: number): Float32Array<ArrayBuffer> {
  const chosen = new Float32Array(values.length);
  rows.forEach((from, to) => {
    chosen.set(values.subarray(from * columns, (from + 1) * columns), to * columns);
  });
  return chosen;
}
