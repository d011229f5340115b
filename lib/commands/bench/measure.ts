import type { PeerProcess } from "./peer";
import type { PreparedWorkload, Workload } from "./workload";

/** One line of `npm run bench -- --json`. */
export interface BenchResult {
  readonly workload: string;
  /** Median time of ours. */
  readonly seconds: number;
  /** Name and version of the peer; null when none was asked or when it cannot do the workload. */
  readonly peer: string | null;
  readonly peerSeconds: number | null;
  /** peerSeconds / seconds: above 1 we are faster. */
  readonly ratio: number | null;
}

/** Relative difference at which the two sides no longer solved the same problem, where nothing is random. */
const exactTolerance = 1e-6;

/**
 * Times a workload, ours and the peer's in turn, after one run of each that is not counted; medians of
 * `repetitions`. `warn` is told why a peer is left out.
 * @throws Error when the peer fails, or when the two sides do not agree on the result
 */
export async function measureWorkload(
  workload: Workload,
  peers: PeerProcess | undefined,
  repetitions: number,
  warn: (message: string) => void,
): Promise<BenchResult> {
  const prepared = await workload.prepare();
  try {
    const peer = await preparePeer(workload.name, prepared, peers, warn);
    return await measurePrepared(workload.name, prepared, peer, repetitions);
  } finally {
    prepared.end?.();
  }
}

/** A peer that can do the workload. */
interface ReadyPeer {
  readonly name: string;
  readonly process: PeerProcess;
}

async function measurePrepared(
  workload: string,
  prepared: PreparedWorkload,
  peer: ReadyPeer | undefined,
  repetitions: number,
): Promise<BenchResult> {
  const { count = 1, tolerance = exactTolerance } = prepared;
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let run = 0; run <= repetitions; run++) {
    const own = await timeOnce(prepared);
    const other = await peer?.process.run(workload);
    if (other) checkAgreement(workload, own.value, other.value, tolerance);
    if (run === 0) continue;
    ours.push(own.seconds / count);
    if (other) theirs.push(other.seconds / count);
  }
  const seconds = median(ours);
  if (!peer) return { workload, seconds, peer: null, peerSeconds: null, ratio: null };
  const peerSeconds = median(theirs);
  return { workload, seconds, peer: peer.name, peerSeconds, ratio: peerSeconds / seconds };
}

async function preparePeer(
  name: string,
  prepared: PreparedWorkload,
  peers: PeerProcess | undefined,
  warn: (message: string) => void,
): Promise<ReadyPeer | undefined> {
  if (!peers) return undefined;
  const answer = await peers.prepare(name, prepared.problem);
  if ("peer" in answer) return { name: answer.peer, process: peers };
  warn(`${name}: no peer: ${answer.error}`);
  return undefined;
}

async function timeOnce(prepared: PreparedWorkload): Promise<{ seconds: number; value: number | undefined }> {
  const began = performance.now();
  const value = await prepared.run();
  return { seconds: (performance.now() - began) / 1000, value };
}

function checkAgreement(
  name: string,
  ours: number | undefined,
  theirs: number | undefined,
  tolerance: number,
): void {
  if (ours === undefined || theirs === undefined) return;
  if (Math.abs(ours - theirs) <= tolerance * Math.max(Math.abs(ours), Math.abs(theirs))) return;
  throw new Error(`${name}: the two sides disagree: ours gives ${ours}, the peer ${theirs}`);
}

/** Middle value; the mean of the middle two when there is an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.slice().sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
