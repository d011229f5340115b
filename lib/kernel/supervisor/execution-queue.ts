import { setImmediate as nextRound } from "node:timers/promises";
import type { Message } from "../wire/message";

/** Runs execute requests one after the other. */
export class ExecutionQueue {
  readonly #waiting: Message[] = [];
  #working = false;
  readonly #execute: (request: Message) => Promise<boolean>;
  readonly #abort: (request: Message) => void;

  /**
   * @param execute Runs a request and replies; `false` when those behind it shall not run.
   * @param abort Replies to a request that will not run.
   */
  constructor(execute: (request: Message) => Promise<boolean>, abort: (request: Message) => void) {
    this.#execute = execute;
    this.#abort = abort;
  }

  add(request: Message): void {
    this.#waiting.push(request);
    if (!this.#working) this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let request = this.#waiting.shift(); request; request = this.#waiting.shift()) {
      if (await this.#execute(request)) continue;
      // What was sent together with the failed request may still lie in the socket: two rounds of the loop read it.
      await nextRound();
      await nextRound();
      for (const behind of this.#waiting.splice(0)) this.#abort(behind);
    }
    this.#working = false;
  }
}
