import { setImmediate as nextRound } from "node:timers/promises";
import type { Message } from "../wire/message";

/** A request that has been run and not yet been replied to. */
export interface Executed {
  /** Those behind it shall not run. */
  readonly abortsOthers: boolean;
  reply(): void;
}

/** Runs execute requests one after the other. */
export class ExecutionQueue {
  readonly #waiting: Message[] = [];
  #working = false;
  readonly #execute: (request: Message) => Promise<Executed>;
  readonly #abort: (request: Message) => void;

  /**
   * @param execute Runs a request.
   * @param abort Replies to a request that will not run.
   */
  constructor(execute: (request: Message) => Promise<Executed>, abort: (request: Message) => void) {
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
      const executed = await this.#execute(request);
      const behind = executed.abortsOthers ? await this.#takeAll() : [];
      executed.reply();
      for (const each of behind) this.#abort(each);
    }
    this.#working = false;
  }

  /**
   * Everything sent so far, taken before the reply is sent: what a front end sends after it has seen the reply is not
   * among it. What was sent together with the failed request may still lie in the socket; two rounds of the event loop
   * read it.
   */
  async #takeAll(): Promise<Message[]> {
    await nextRound();
    await nextRound();
    return this.#waiting.splice(0);
  }
}
