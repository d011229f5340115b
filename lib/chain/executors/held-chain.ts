import { type Lock, type LockHolder, takeLock } from "../checkpoints/lock-file";

/** How often a process that waits looks whether it can go on, in milliseconds. */
const pollMilliseconds = 200;
/** How long a chain whose reader does something else is kept from others, in milliseconds. */
const patienceMilliseconds = 2000;

export interface WaitSettings {
  /** Whom this process works for, in words. */
  readonly name: string;
  readonly signal?: AbortSignal;
  /** Told again and again who is waited for. */
  readonly onWait: (holder: LockHolder | undefined) => void;
}

/**
 * A chain of a shared store that this process alone computes, for as long as somebody reads its records. A reader that
 * pauses for more than a moment gives it up: it may itself be waiting for whoever waits for this chain. When the reader
 * goes on the chain is taken again, or, if another has it by then, computed beside it with the same digits.
 */
export class HeldChain {
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly path: string,
    private readonly name: string,
    private lock: Lock | undefined,
  ) {}

  /**
   * Resolves once the lock at a path is this process's.
   * @throws the signal's reason when it aborts
   */
  static async take(path: string, { name, signal, onWait }: WaitSettings): Promise<HeldChain> {
    for (;;) {
      signal?.throwIfAborted();
      const attempt = takeLock(path, name);
      if ("lock" in attempt) return new HeldChain(path, name, attempt.lock);
      onWait(attempt.holder);
      await pause(signal);
    }
  }

  /** To be called before the reader gets its records. */
  beginPause(): void {
    this.timer = setTimeout(() => this.release(), patienceMilliseconds);
    this.timer.unref();
  }

  /** To be called when the reader asks for more. */
  endPause(): void {
    clearTimeout(this.timer);
    if (this.lock) return;
    const attempt = takeLock(this.path, this.name);
    if ("lock" in attempt) this.lock = attempt.lock;
  }

  /** Lets others have the chain. */
  release(): void {
    clearTimeout(this.timer);
    this.lock?.release();
    this.lock = undefined;
  }
}

/** Resolves after a while, or as soon as the signal aborts. */
function pause(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, pollMilliseconds);
    signal?.addEventListener("abort", end);
  });
}
