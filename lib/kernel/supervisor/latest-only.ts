/**
 * Does one piece of work at a time, and of those that wait only the latest: front ends ask for completions at every key,
 * and whoever types on has no use for the answers before.
 */
export class LatestOnly {
  #working = false;
  #waiting: ((go: boolean) => void) | undefined;

  /** The result, or nothing when later work came before this had begun. */
  async do<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#working && !(await this.#turn())) return undefined;
    this.#working = true;
    try {
      return await work();
    } finally {
      const next = this.#waiting;
      this.#waiting = undefined;
      // Stays at work when another begins, so that nothing comes between.
      this.#working = next !== undefined;
      next?.(true);
    }
  }

  #turn(): Promise<boolean> {
    this.#waiting?.(false);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}
