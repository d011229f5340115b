import { processChunk } from "../gaussian-mixture/pass";
import { createWorkspace, type Workspace } from "../gaussian-mixture/workspace";
import { type SharedFit, slots } from "./protocol";

/** One thread's part in a fit: the shared memory, and scratch memory with room for one chunk's sums. */
export interface CrewMember extends SharedFit {
  readonly workspace: Workspace;
}

export function joinFit(fit: SharedFit): CrewMember {
  const statistics = new Float64Array(fit.layout.chunkStride);
  return { ...fit, workspace: createWorkspace(fit.layout, { ...fit.shared, statistics }) };
}

/** Takes chunks of the pass until none is left; returns how many. */
export function takeChunks(member: CrewMember, pass: number): number {
  const { control, layout } = member;
  let taken = 0;
  let chunk = Atomics.add(control, slots.ticket, 1);
  while (chunk < layout.chunks) {
    sumChunk(member, chunk, pass);
    taken++;
    chunk = Atomics.add(control, slots.ticket, 1);
  }
  return taken;
}

/** Sums every chunk that nobody has claimed for this pass yet, though a helper may be at it. */
export function takeUnclaimed(member: CrewMember, pass: number): void {
  for (let chunk = 0; chunk < member.layout.chunks; chunk++) {
    if (Atomics.load(member.claims, chunk) !== pass) sumChunk(member, chunk, pass);
  }
}

/** Sums a chunk, and writes the sums unless another thread was first or the pass is over. */
function sumChunk(
  { workspace, shared, layout, control, claims }: CrewMember,
  chunk: number,
  pass: number,
): void {
  processChunk(workspace, chunk, Atomics.load(control, slots.withMoments) === 1, 0);
  if (Atomics.compareExchange(claims, chunk, pass - 1, pass) !== pass - 1) return;
  shared.statistics.set(workspace.statistics, chunk * layout.chunkStride);
  if (Atomics.add(control, slots.finished, 1) + 1 === layout.chunks) Atomics.notify(control, slots.finished);
}
