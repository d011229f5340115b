import type { ComputePart } from "../crew";
import { type SharedPasses, slots } from "./crew-protocol";

/** One thread's part in a crew: the shared memory, its means to compute, and room for one part's numbers. */
export interface CrewMember extends SharedPasses {
  readonly compute: ComputePart;
  readonly scratch: Float64Array;
}

export function joinCrew(shared: SharedPasses, compute: ComputePart): CrewMember {
  return { ...shared, compute, scratch: new Float64Array(shared.stride) };
}

/** The body of a helper thread: waits for passes and takes their parts until the crew is closed. */
export function serve(member: CrewMember): void {
  const { control } = member;
  while (Atomics.load(control, slots.closed) === 0) {
    const pass = Atomics.load(control, slots.published);
    takeParts(member, pass);
    Atomics.wait(control, slots.published, pass);
  }
}

/** Takes parts of the pass until none is left; returns how many. */
export function takeParts(member: CrewMember, pass: number): number {
  const { control } = member;
  let taken = 0;
  let part = Atomics.add(control, slots.ticket, 1);
  while (part < Atomics.load(control, slots.parts)) {
    computePart(member, part, pass);
    taken++;
    part = Atomics.add(control, slots.ticket, 1);
  }
  return taken;
}

/** Computes every part that nobody has claimed for this pass yet, though a helper may be at it. */
export function takeUnclaimed(member: CrewMember, pass: number): void {
  const parts = Atomics.load(member.control, slots.parts);
  for (let part = 0; part < parts; part++) {
    if (Atomics.load(member.claims, part) < pass) computePart(member, part, pass);
  }
}

/** Computes a part, and writes its numbers unless another thread was first or the pass is over. */
function computePart(member: CrewMember, part: number, pass: number): void {
  const { control, claims, results, stride, scratch } = member;
  scratch.fill(0);
  member.compute(part, Atomics.load(control, slots.kind), scratch);
  const claimed = Atomics.load(claims, part);
  if (claimed >= pass || Atomics.compareExchange(claims, part, claimed, pass) !== claimed) return;
  results.set(scratch, part * stride);
  const finished = Atomics.add(control, slots.finished, 1) + 1;
  if (finished === Atomics.load(control, slots.parts)) Atomics.notify(control, slots.finished);
}
