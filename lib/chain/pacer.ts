/**
 * Says when an interval has passed. Reading the clock costs as much as a small fit, so it is read about eight
 * times an interval: the number of steps between two readings adapts to how long steps take.
 */
export class Pacer {
  private since = performance.now();
  private lastReading = this.since;
  private stride = 1;
  private steps = 0;

  constructor(private readonly intervalMilliseconds: number) {}

  /** To be called after every step; `costly` steps always read the clock. */
  isDue(costly = false): boolean {
    if (++this.steps < this.stride && !costly) return false;
    const now = performance.now();
    const elapsed = now - this.lastReading;
    const target = this.intervalMilliseconds / 8;
    if (elapsed > target) this.stride = Math.max(1, this.stride >> 1);
    else if (elapsed < target / 2 && this.steps >= this.stride) this.stride = Math.min(512, this.stride * 2);
    this.steps = 0;
    this.lastReading = now;
    return now - this.since >= this.intervalMilliseconds;
  }

  /** Starts a new interval. */
  restart(): void {
    this.since = performance.now();
    this.lastReading = this.since;
  }
}
