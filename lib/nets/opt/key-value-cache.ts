import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { nativeKernels } from "../native-kernels";

/** Keys, or values, of everything that was read: for each text and head a table of so many slots. */
export interface KeyValueCache {
  /** [texts × heads, slots, size], to be read before the next change. */
  table(): Tensor;
  /** Writes rows [count, size] into places (text × heads + head) × slots + slot. */
  enter(places: Tensor, rows: Tensor): void;
  /** Makes room for more slots; what is there stays in its slot. */
  grow(slots: number): void;
  dispose(): void;
}

/** A cache of zeros. On the native engine rows are written in place, elsewhere into a copy. */
export function createKeyValueCache(tables: number, firstSlots: number, size: number): KeyValueCache {
  const { concat, keep, reshape, tidy, zeros } = engine();
  const write = engine().backendName === "tensorflow" ? nativeKernels().updateInPlace : undefined;
  let slots = firstSlots;
  let flat = keep(tidy(() => zeros([tables * slots, size])));
  const replace = (next: Tensor) => {
    flat.dispose();
    flat = keep(next);
  };
  const table = () => reshape(flat, [tables, slots, size]);
  return {
    table,
    enter(places, rows) {
      if (write) write(flat, places, rows);
      else replace(updatedCopy(flat, places, rows));
    },
    grow(more) {
      if (more === slots) return;
      const room = () => zeros([tables, more - slots, size]);
      replace(tidy(() => reshape(concat([table(), room()], 1), [tables * more, size])));
      slots = more;
    },
    dispose: () => flat.dispose(),
  };
}

function updatedCopy(matrix: Tensor, places: Tensor, rows: Tensor): Tensor {
  const { reshape, tensorScatterUpdate, tidy } = engine();
  return tidy(() => tensorScatterUpdate(matrix, reshape(places, [places.size, 1]), rows));
}
