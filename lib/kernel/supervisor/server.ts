import type { AskCommand, Outcome } from "../realm-messages";
import type { Message, MessageContent } from "../wire/message";
import { type Executed, ExecutionQueue } from "./execution-queue";
import { History } from "./history";
import { kernelInfo } from "./kernel-info";
import { LatestOnly } from "./latest-only";
import type { Publisher } from "./publisher";
import type { Realm } from "./realm";
import type { RequestChannel } from "./sockets";

type Answer = MessageContent | Promise<MessageContent> | undefined;

/** Answers what front ends ask and runs their cells, in order. */
export class Server {
  readonly #publisher: Publisher;
  readonly #realm: Realm;
  readonly #shutDown: () => void;
  readonly #history = new History();
  readonly #completions = new LatestOnly();
  readonly #queue = new ExecutionQueue(
    (request) => this.#execute(request),
    (request) => this.#abort(request),
  );
  #executionCount = 0;
  #lastIdentifier = 0;
  #executing: Message | undefined;

  constructor(publisher: Publisher, realm: Realm, shutDown: () => void) {
    this.#publisher = publisher;
    this.#realm = realm;
    this.#shutDown = shutDown;
  }

  async receive(channel: RequestChannel, request: Message): Promise<void> {
    const { msg_type: type } = request.header;
    if (type === "execute_request") return this.#queue.add(request);
    this.#publisher.status("busy", request);
    const content = await this.#answer(type, request);
    if (content) this.#publisher.reply(channel, type.replace(/_request$/, "_reply"), content, request);
    if (type === "shutdown_request") this.#publisher.publish("shutdown_reply", content!, request);
    this.#publisher.status("idle", request);
    // Front ends show the last state they heard of: the running cell's.
    if (this.#executing && channel === "shell") this.#publisher.status("busy", this.#executing);
    if (type === "shutdown_request") this.#shutDown();
  }

  interrupt(): void {
    this.#realm.interrupt();
  }

  #answer(type: string, request: Message): Answer {
    const { content } = request;
    switch (type) {
      case "kernel_info_request":
        return kernelInfo;
      case "complete_request":
      case "inspect_request":
      case "is_complete_request":
        return this.#ask(type.replace(/_request$/, "") as AskCommand["question"], content);
      case "history_request":
        return this.#history.answer(content);
      case "comm_info_request":
        return { status: "ok", comms: {} };
      case "comm_open":
        // The protocol's answer where nothing listens for that target.
        this.#publisher.publish("comm_close", { comm_id: content.comm_id, data: {} }, request);
        return undefined;
      case "interrupt_request":
        this.interrupt();
        return { status: "ok" };
      case "shutdown_request":
        return { status: "ok", restart: content.restart === true };
      default:
        return type.endsWith("_request") ? unknownRequest(type) : undefined;
    }
  }

  async #ask(question: AskCommand["question"], content: MessageContent): Promise<MessageContent> {
    const code = String(content.code ?? "");
    const cursor = typeof content.cursor_pos === "number" ? content.cursor_pos : [...code].length;
    const detail = Number(content.detail_level ?? 0);
    const id = ++this.#lastIdentifier;
    const ask = () => this.#realm.ask({ type: "ask", id, question, code, cursor, detail });
    const answer = await (question === "complete" ? this.#completions.do(ask) : ask());
    return answer ?? withoutAnswer(question, cursor);
  }

  async #execute(request: Message): Promise<Executed> {
    const { code, silent, stored, stopOnError } = executionOf(request);
    if (stored) this.#executionCount++;
    const label = this.#executionCount;
    if (stored) this.#history.add(label, code);
    const id = ++this.#lastIdentifier;
    this.#executing = request;
    this.#publisher.status("busy", request);
    this.#publisher.begin(id, request);
    if (!silent) this.#publisher.publish("execute_input", { code, execution_count: label }, request);
    const outcome = await this.#realm.execute({ type: "execute", id, label, code, silent });
    this.#executing = undefined;
    return {
      abortsOthers: outcome.status === "error" && !silent && stopOnError,
      reply: () => this.#finish(request, outcome, label, silent),
    };
  }

  #finish(request: Message, outcome: Outcome, label: number, silent: boolean): void {
    if (outcome.status === "error" && !silent) {
      const { ename, evalue, traceback } = outcome;
      this.#publisher.publish("error", { ename, evalue, traceback }, request);
    }
    const shared = { execution_count: label, user_expressions: {}, payload: [] };
    this.#publisher.reply("shell", "execute_reply", { ...outcome, ...shared }, request);
    this.#publisher.status("idle", request);
  }

  #abort(request: Message): void {
    this.#publisher.status("busy", request);
    const content = { status: "aborted", execution_count: this.#executionCount };
    this.#publisher.reply("shell", "execute_reply", content, request);
    this.#publisher.status("idle", request);
  }
}

function executionOf({ content }: Message) {
  const silent = content.silent === true;
  return {
    code: String(content.code ?? ""),
    silent,
    stored: !silent && content.store_history !== false,
    stopOnError: content.stop_on_error !== false,
  };
}

function withoutAnswer(question: AskCommand["question"], cursor: number): MessageContent {
  if (question === "is_complete") return { status: "unknown" };
  if (question === "inspect") return { status: "ok", found: false, data: {}, metadata: {} };
  return { status: "ok", matches: [], cursor_start: cursor, cursor_end: cursor, metadata: {} };
}

function unknownRequest(type: string): MessageContent {
  const evalue = `This kernel knows no ${type}.`;
  return { status: "error", ename: "UnknownRequest", evalue, traceback: [] };
}
