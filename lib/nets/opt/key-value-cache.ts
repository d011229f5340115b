import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { nativeKernels } from "../native-kernels";

/** Keys, or values, of everything that was read: for each text and head a table of `slots` rows. */
export interface KeyValueCache {
  /** [texts × heads, slots, size], to be read before the next `enter`. */
  table(): Tensor;
  /** Writes rows [count, size] into places (text × heads + head) × slots + slot. */
  enter(places: Tensor, rows: Tensor): void;
  dispose(): void;
}

/** An empty cache: zeros. On the native engine rows are written in place, elsewhere into a copy. */
export function createKeyValueCache(tables: number, slots: number, size: number): KeyValueCache {
  return engine().backendName === "tensorflow"
    ? nativeCache(tables, slots, size)
    : portableCache(tables, slots, size);
}

function nativeCache(tables: number, slots: number, size: number): KeyValueCache {
  const { keep, reshape, tidy, zeros } = engine();
  const { updateInPlace } = nativeKernels();
  // The same memory twice: a reshaped tensor is another view of it.
  const [flat, table] = tidy(() => {
    const memory = keep(zeros([tables * slots, size]));
    return [memory, keep(reshape(memory, [tables, slots, size]))];
  });
  return {
    table: () => table!,
    enter: (places, rows) => updateInPlace(flat!, places, rows),
    dispose() {
      flat!.dispose();
      table!.dispose();
    },
  };
}

function portableCache(tables: number, slots: number, size: number): KeyValueCache {
  const { keep, reshape, tensorScatterUpdate, tidy, zeros } = engine();
  let flat = tidy(() => keep(zeros([tables * slots, size])));
  return {
    table: () => reshape(flat, [tables, slots, size]),
    enter(places, rows) {
      const next = tidy(() => tensorScatterUpdate(flat, reshape(places, [places.size, 1]), rows));
      flat.dispose();
      flat = keep(next);
    },
    dispose: () => flat.dispose(),
  };
}
