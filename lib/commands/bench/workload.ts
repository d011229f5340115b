/** A workload ready to be timed, with the data that our side and the peer's share. */
export interface PreparedWorkload {
  /**
   * Does the work once. Where both sides solve one and the same problem it returns a number that the peer must
   * return too.
   */
  run(): Promise<number | undefined>;
  /** What the peer needs to know: plain data; numbers in bulk as a `Float64Array`. */
  readonly problem: Readonly<Record<string, unknown>>;
}

/** Something the library does, timed beside what another library takes for it. */
export interface Workload {
  /** The name of the peer's function in test/bench/peers.py. */
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** Makes the data; not timed. */
  prepare(): PreparedWorkload;
}

/** A workload whose outcome is random: there is nothing to compare but the time. */
export function randomWorkload(name: string, summary: string, run: () => Promise<unknown>): Workload {
  const timed = async () => {
    await run();
    return undefined;
  };
  return { name, summary, prepare: () => ({ run: timed, problem: {} }) };
}
