/** A workload ready to be timed, with the data that our side and the peer's share. */
export interface PreparedWorkload {
  /**
   * Does the work once. Where both sides solve one and the same problem it returns a number that the peer must
   * return too.
   */
  run(): Promise<number | undefined>;
  /** What the peer needs to know: plain data; numbers in bulk as a `Float64Array` or a `Float32Array`. */
  readonly problem: Readonly<Record<string, unknown>>;
  /** How many of the things that the workload is named after each side does in one run: times are of one. Default 1. */
  readonly count?: number;
  /** Relative difference at which the two sides no longer do the same work. Default 1e-6, for what is not random. */
  readonly tolerance?: number;
  /** Frees what it holds. */
  end?(): void;
}

/** Something the library does, timed beside what another library takes for it. */
export interface Workload {
  /** The name of the peer's function in test/bench/peers.py. */
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** Makes the data; not timed. */
  prepare(): PreparedWorkload | Promise<PreparedWorkload>;
}

/** A workload whose outcome is random: there is nothing to compare but the time. */
export function randomWorkload(name: string, summary: string, run: () => Promise<unknown>): Workload {
  const timed = async () => {
    await run();
    return undefined;
  };
  return { name, summary, prepare: () => ({ run: timed, problem: {} }) };
}
