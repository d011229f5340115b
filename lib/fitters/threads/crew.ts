import { existsSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { ComputePart, Crew, CrewSize } from "../crew";
import { type CrewMember, joinCrew, takeParts, takeUnclaimed } from "./crew-member";
import { createSharedPasses, type SharedPasses, slots } from "./crew-protocol";

/** What a helper thread is given: its `workerData`. */
export interface HelperData<Input extends object> {
  readonly input: Input;
  readonly shared: SharedPasses;
}

/** The file that a helper thread runs, and what it is told beyond the input. */
export interface HelperFile {
  readonly path: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * A crew of `workers` threads, the calling one included: same digits as alone. The helpers load in the background
 * (about 40 ms) while the caller already works, and end with `close`. `input` has to lie in shared memory.
 */
export function createCrew<Input extends object>(
  file: HelperFile,
  input: Input,
  size: CrewSize,
  compute: ComputePart,
  workers: number,
): Crew<Input> {
  const shared = createSharedPasses(size.parts, size.stride);
  const { control, results } = shared;
  const workerData: HelperData<Input> = { ...file.data, input, shared };
  const count = Math.max(0, Math.min(workers, size.parts) - 1);
  const helpers = Array.from({ length: count }, () => new Worker(file.path, { workerData }));
  const caller = joinCrew(shared, compute);
  return {
    input,
    pass(kind, parts) {
      const pass = publish(control, kind, parts);
      completePass(caller, pass);
      return results;
    },
    close() {
      Atomics.store(control, slots.closed, 1);
      Atomics.add(control, slots.published, 1);
      Atomics.notify(control, slots.published);
      for (const helper of helpers) helper.unref();
    },
  };
}

function publish(control: Int32Array, kind: number, parts: number): number {
  Atomics.store(control, slots.kind, kind);
  Atomics.store(control, slots.parts, parts);
  Atomics.store(control, slots.finished, 0);
  Atomics.store(control, slots.ticket, 0);
  const pass = Atomics.add(control, slots.published, 1) + 1;
  Atomics.notify(control, slots.published);
  return pass;
}

/** Takes parts, gives helpers twice the time of a part to finish theirs, then does what is missing itself. */
function completePass(caller: CrewMember, pass: number): void {
  const start = performance.now();
  const taken = takeParts(caller, pass);
  const patience = taken > 0 ? (2 * (performance.now() - start)) / taken : 1;
  if (waitUntilFinished(caller, patience)) return;
  takeUnclaimed(caller, pass);
  waitUntilFinished(caller, Infinity);
}

/** Whether all parts are finished within the given time, in milliseconds. */
function waitUntilFinished({ control }: CrewMember, milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  const parts = Atomics.load(control, slots.parts);
  let finished = Atomics.load(control, slots.finished);
  while (finished < parts) {
    const left = end - performance.now();
    if (left <= 0) return false;
    Atomics.wait(control, slots.finished, finished, left);
    finished = Atomics.load(control, slots.finished);
  }
  return true;
}

/** A compiled file of lib: there, or in the build when the sources themselves are run, as by the tests. */
export function compiledFile(name: string): string {
  const library = path.join(__dirname, "../..");
  const beside = path.join(library, name);
  return existsSync(beside) ? beside : path.join(library, "dist", name);
}

/** The same numbers in memory that threads can share. */
export function shareNumbers(values: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
