import { randomUUID } from "node:crypto";
import type { AskCommand, ExecuteCommand, Outcome, RealmReport } from "../realm-messages";
import type { MessageContent } from "../wire/message";
import { describeLoss } from "./realm-loss";
import { type RealmEnd, type RealmListeners, RealmProcess } from "./realm-process";

/** How long an interrupted cell may take to end before its process is replaced. */
const graceMilliseconds = 1500;

export interface RealmEvents {
  publish(cell: number, messageType: string, content: MessageContent): void;
  raw: RealmListeners["raw"];
  /** The process ended while no cell ran: the next cell meets a new one. */
  lostWhileIdle(explanation: string): void;
}

interface Execution {
  readonly id: number;
  readonly token: string;
  readonly settle: (outcome: Outcome) => void;
  interrupting?: NodeJS.Timeout;
}

/** Runs cells in a process of their own and starts another when it is gone. */
export class Realm {
  readonly #events: RealmEvents;
  #process: RealmProcess | undefined;
  #ready = false;
  #execution: Execution | undefined;
  #closed = false;
  readonly #questions = new Map<number, (answer: MessageContent | undefined) => void>();

  constructor(events: RealmEvents) {
    this.#events = events;
    this.#process = this.#start();
  }

  execute(command: Omit<ExecuteCommand, "token">): Promise<Outcome> {
    const token = randomUUID();
    return new Promise((settle) => {
      this.#execution = { id: command.id, token, settle };
      this.#process ??= this.#start();
      this.#process.send({ ...command, token });
    });
  }

  /** The answer, or nothing when the process ended before it gave one. */
  ask(command: AskCommand): Promise<MessageContent | undefined> {
    return new Promise((resolve) => {
      this.#questions.set(command.id, resolve);
      this.#process ??= this.#start();
      this.#process.send(command);
    });
  }

  /** Ends the running cell: gently, and by replacing the process when that does not help. */
  interrupt(): void {
    const execution = this.#execution;
    if (!execution) return;
    this.#process?.interrupt(execution.id);
    execution.interrupting ??= setTimeout(() => this.#process?.kill(), graceMilliseconds);
  }

  close(): void {
    this.#closed = true;
    this.#process?.kill();
  }

  #start(): RealmProcess {
    this.#ready = false;
    return new RealmProcess({
      report: (message) => this.#receive(message),
      raw: (name, text) => this.#events.raw(name, text),
      ended: (end) => this.#replace(end),
    });
  }

  #receive(message: RealmReport): void {
    if (message.type === "publish") {
      this.#events.publish(message.cell, message.messageType, message.content);
    } else if (message.type === "settled") {
      this.#onSettled(message.token, message.outcome);
    } else if (message.type === "answer") {
      this.#questions.get(message.id)?.(message.content);
      this.#questions.delete(message.id);
    } else {
      this.#ready = true;
    }
  }

  async #onSettled(token: string, outcome: Outcome): Promise<void> {
    if (token !== this.#execution?.token) return;
    const { id } = this.#execution;
    // An interrupted cell may have left something behind that holds the process: it must answer before it is trusted.
    const isAtRest =
      !this.#execution.interrupting ||
      (await this.ask({ type: "ask", id: -id, question: "is_complete", code: "", cursor: 0, detail: 0 }));
    if (isAtRest) this.#settle(outcome);
  }

  #settle(outcome: Outcome): void {
    const execution = this.#execution;
    this.#execution = undefined;
    clearTimeout(execution?.interrupting);
    execution?.settle(outcome);
  }

  #replace(end: RealmEnd): void {
    // A process that never came up would not come up a second time by itself: the next cell tries again.
    this.#process = this.#ready && !this.#closed ? this.#start() : undefined;
    for (const resolve of this.#questions.values()) resolve(undefined);
    this.#questions.clear();
    if (this.#closed) return;
    const loss = describeLoss(end, this.#execution?.interrupting ? "interrupt" : "ended");
    if (this.#execution) this.#settle(loss);
    else this.#events.lostWhileIdle(loss.evalue);
  }
}
