import type { OptConfiguration } from "./configuration";
import { createKeyValueCache, type KeyValueCache } from "./key-value-cache";
import { createSlotPlan, type SlotPlan } from "./slots";

/** The keys and values of every layer, and where in them stands what was read. */
export interface Memory {
  readonly plan: SlotPlan;
  readonly texts: number;
  readonly layers: readonly { readonly keys: KeyValueCache; readonly values: KeyValueCache }[];
  /** Every row reads a token more, as `SlotPlan.advance`; there is room for it afterwards. */
  advance(parents: Int32Array | undefined): Int32Array;
  /** Where in the tables [texts × heads, slots] keys and values go, row by row and head by head. */
  placesOf(slots: Int32Array): Int32Array;
  dispose(): void;
}

export function createMemory(
  { layers, heads, hiddenSize }: OptConfiguration,
  promptLengths: readonly number[],
  rowsPerText: number,
  furtherTokens: number,
): Memory {
  const plan = createSlotPlan(promptLengths, rowsPerText, furtherTokens);
  const texts = promptLengths.length;
  const caches: KeyValueCache[] = [];
  const cache = () => {
    caches.push(createKeyValueCache(texts * heads, plan.slots(), hiddenSize / heads));
    return caches.at(-1)!;
  };
  const dispose = () => {
    for (const { dispose } of caches) dispose();
  };
  try {
    return {
      plan,
      texts,
      layers: Array.from({ length: layers }, () => ({ keys: cache(), values: cache() })),
      advance(parents) {
        const slots = plan.advance(parents);
        for (const { grow } of caches) grow(plan.slots());
        return slots;
      },
      placesOf: (slots) => placesOf(slots, texts, heads, plan.slots()),
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

function placesOf(slots: Int32Array, texts: number, heads: number, slotCount: number): Int32Array {
  const places = new Int32Array(slots.length * heads);
  const each = slots.length / texts;
  slots.forEach((slot, row) => {
    for (let head = 0; head < heads; head++) {
      places[row * heads + head] = (Math.floor(row / each) * heads + head) * slotCount + slot;
    }
  });
  return places;
}
