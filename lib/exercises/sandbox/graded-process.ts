import { randomUUID } from "node:crypto";
import type { Outcome, RealmReport } from "../../kernel/realm-messages";
import { causeOfLoss, ranOutOfMemory } from "../../kernel/supervisor/realm-loss";
import { type RealmEnd, RealmProcess } from "../../kernel/supervisor/realm-process";
import type { CellOutputs } from "./cell-outputs";
import type { Place } from "./launch";
import type { SandboxLimits } from "./limits";
import { type Excess, type Watch, watchProcess } from "./watch";

/** How a cell ended: by itself, or with its process. */
export type CellEnd = { readonly outcome: Outcome } | Excess;

/** A process that has to load everything and compile nothing yet; more than this is no honest machine. */
const startSeconds = 60;
/** What a settled cell may leave behind must let the process answer within this. */
const restSeconds = 2;

interface RunningCell {
  readonly id: number;
  readonly token: string;
  readonly outputs: CellOutputs;
  readonly settle: (end: CellEnd) => void;
}

/** One process that runs cells of a submission, watched, until it ends. */
export class GradedProcess {
  readonly #limits: SandboxLimits;
  readonly #process: RealmProcess;
  readonly #watch: Watch | undefined;
  readonly #started = deferred<void>();
  readonly #ended = deferred<void>();
  #excess: Excess | undefined;
  #end: Excess | undefined;
  #cell: RunningCell | undefined;
  #answer: (() => void) | undefined;
  #lastId = 0;
  #bytes = 0;

  constructor({ launch, scratch }: Place, limits: SandboxLimits) {
    this.#limits = limits;
    this.#process = new RealmProcess(
      {
        report: (message) => this.#receive(message),
        raw: (name, text) => this.#cell?.outputs.raw(name, text),
        received: (bytes) => this.#count(bytes),
        ended: (end) => this.#onEnd(end),
      },
      launch,
    );
    const { pid } = this.#process;
    if (pid !== undefined) {
      this.#watch = watchProcess(pid, limits, scratch, (excess) => this.stop(excess));
    }
  }

  /** Comes when the process can run cells, or will never. */
  async ready(): Promise<void> {
    const excess: Excess = { status: "lost", message: `The sandbox was not ready after ${startSeconds} s.` };
    const timer = setTimeout(() => this.stop(excess), startSeconds * 1000);
    await this.#started.promise;
    clearTimeout(timer);
  }

  async run(code: string, outputs: CellOutputs): Promise<CellEnd> {
    if (this.#end) return this.#end;
    const [id, token] = [++this.#lastId, randomUUID()];
    this.#bytes = 0;
    this.#watch?.beginCell();
    const end = await new Promise<CellEnd>((settle) => {
      this.#cell = { id, token, outputs, settle };
      this.#process.send({ type: "execute", id, label: id, code, silent: false, token });
    });
    const atRest = "outcome" in end ? await this.#comeToRest() : end;
    this.#cell = undefined;
    return atRest ?? end;
  }

  /** Ends the process, for a reason that the running cell is given. */
  stop(excess: Excess): void {
    this.#excess ??= excess;
    this.#process.kill();
  }

  async close(): Promise<void> {
    this.stop({ status: "lost", message: "The session was closed." });
    await this.#ended.promise;
  }

  /** A cell that has settled may have left something behind that holds the process for ever: then it has not ended. */
  async #comeToRest(): Promise<CellEnd | undefined> {
    const message = `The cell left something running that kept its process busy for ${restSeconds} s.`;
    const timer = setTimeout(() => this.stop({ status: "timeout", message }), restSeconds * 1000);
    const answered = new Promise<void>((resolve) => {
      this.#answer = resolve;
    });
    this.#process.send({
      type: "ask",
      id: this.#lastId,
      question: "is_complete",
      code: "",
      cursor: 0,
      detail: 0,
    });
    await Promise.race([answered, this.#ended.promise]);
    clearTimeout(timer);
    return this.#end;
  }

  #receive(message: RealmReport): void {
    if (message.type === "ready") this.#started.resolve();
    else if (message.type === "publish" && message.cell === this.#cell?.id) {
      this.#cell.outputs.receive(message.messageType, message.content);
    } else if (message.type === "settled" && message.token === this.#cell?.token) {
      this.#cell.settle({ outcome: message.outcome });
    } else if (message.type === "answer" && message.id === this.#lastId) this.#answer?.();
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    const { outputBytes } = this.#limits;
    if (this.#bytes <= outputBytes) return;
    const message = `More than ${outputBytes} bytes were printed and shown: what came after them was cut off.`;
    this.stop({ status: "output", message });
  }

  #onEnd(end: RealmEnd): void {
    this.#watch?.stop();
    this.#end = this.#excess ?? describeEnd(end);
    this.#cell?.settle(this.#end);
    this.#started.resolve();
    this.#ended.resolve();
  }
}

function describeEnd(end: RealmEnd): Excess {
  return { status: ranOutOfMemory(end) ? "memory" : "lost", message: causeOfLoss(withSignal(end), "ended") };
}

/** bubblewrap ends as shells do when a signal ended what it ran: with 128 and the signal's number. */
function withSignal(end: RealmEnd): RealmEnd {
  const signals: Readonly<Record<number, NodeJS.Signals>> = {
    134: "SIGABRT",
    137: "SIGKILL",
    139: "SIGSEGV",
  };
  const signal = end.code === null ? undefined : signals[end.code];
  return signal ? { ...end, code: null, signal } : end;
}

interface Deferred<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
}

function deferred<Value>(): Deferred<Value> {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
