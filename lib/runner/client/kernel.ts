import { randomUUID } from "node:crypto";
import type { Message, MessageContent } from "../../kernel/wire/message";
import { createMessage } from "../../kernel/wire/message";
import type { Channels } from "./channels";
import { openChannels } from "./channels";
import type { ConnectionFolder } from "./connection-folder";
import { createConnectionFolder } from "./connection-folder";
import type { KernelProcess } from "./process";
import { startKernelProcess } from "./process";
import { within } from "./within";

/** The kernel's process ended, or spoke something that is not the protocol. */
export class KernelDeathError extends Error {
  override readonly name = "KernelDeath";
}

export interface KernelOptions {
  /** The command line for a connection file. */
  readonly command: (connectionFile: string) => readonly string[];
  /** The notebook's folder: paths in cells start there. */
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly startSeconds?: number;
  /** Kills the kernel at once, at whatever it is. */
  readonly signal?: AbortSignal;
}

/** A kernel that is ready to execute cells. */
export interface Kernel {
  /** Executes code; resolves with the reply's content once everything it shows has arrived. */
  execute(code: string, onPublished: (message: Message) => void): Promise<MessageContent>;
  interrupt(): void;
  /** Resolves, with the reason, when the kernel can no longer be used. */
  readonly dead: Promise<KernelDeathError>;
  /** Asks the kernel to end, then ends it; leaves no process, socket or file behind. */
  stop(): Promise<void>;
  /** The same without asking. */
  kill(): Promise<void>;
}

interface Request {
  readonly published: (message: Message) => void;
  readonly settle: (reply: MessageContent) => void;
  reply?: MessageContent;
  idle: boolean;
}

const shutdownSeconds = 2;
const askAgainSeconds = 0.5;

/**
 * Starts a kernel and waits until it answers and its published messages arrive.
 *
 * @throws KernelDeathError when it ends or stays silent for `startSeconds` (default 60).
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const folder = await createConnectionFolder();
  const environment = { ...process.env, ...options.environment, JPY_PARENT_PID: String(process.pid) };
  const child = startKernelProcess(options.command(folder.file), options.cwd, environment);
  const kernel = new ConnectedKernel(folder, child);
  options.signal?.addEventListener("abort", child.kill, { once: true });
  if (options.signal?.aborted) child.kill();
  try {
    await kernel.ready(options.startSeconds ?? 60);
    return kernel;
  } catch (error) {
    await kernel.kill();
    throw error;
  }
}

class ConnectedKernel implements Kernel {
  readonly dead: Promise<KernelDeathError>;
  readonly #session = randomUUID();
  readonly #requests = new Map<string, Request>();
  readonly #channels: Channels;

  constructor(
    readonly folder: ConnectionFolder,
    readonly child: KernelProcess,
  ) {
    this.#channels = openChannels(folder.connection, {
      reply: this.#onReply.bind(this),
      published: this.#onPublished.bind(this),
    });
    const broken = this.#channels.broken.then(
      (error) => new KernelDeathError(`The connection to the kernel broke: ${error.message}`),
    );
    this.dead = Promise.race([broken, child.ended.then((how) => deathError(how, child.lastWords()))]);
  }

  /** Asks who it is until one question has come back on both ways: the reply and the idle on iopub. */
  async ready(seconds: number): Promise<void> {
    const limit = Date.now() + seconds * 1000;
    const attempts: Promise<MessageContent | KernelDeathError>[] = [this.dead];
    while (Date.now() < limit) {
      attempts.push(this.#request("kernel_info_request", {}));
      const answer = await within(askAgainSeconds, Promise.race(attempts));
      if (answer instanceof KernelDeathError) throw answer;
      if (answer !== undefined) return;
    }
    const words = this.child.lastWords();
    throw new KernelDeathError(`The kernel did not answer within ${seconds} s of its start. ${words}`.trim());
  }

  execute(code: string, onPublished: (message: Message) => void): Promise<MessageContent> {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      // What arrives just after an error would be aborted: the runner itself decides whether to go on.
      stop_on_error: false,
    };
    return this.#request("execute_request", content, onPublished);
  }

  interrupt(): void {
    this.child.interrupt();
  }

  async stop(): Promise<void> {
    const message = createMessage("shutdown_request", { restart: false }, undefined, this.#session);
    await within(
      shutdownSeconds,
      this.#channels.send("control", message).then(() => this.child.ended),
    );
    await this.kill();
  }

  async kill(): Promise<void> {
    this.child.kill();
    await this.child.ended;
    this.#channels.close();
    this.folder.remove();
  }

  async #request(
    type: string,
    content: MessageContent,
    published: (message: Message) => void = () => undefined,
  ): Promise<MessageContent> {
    const message = createMessage(type, content, undefined, this.#session);
    const answer = new Promise<MessageContent>((settle) => {
      this.#requests.set(message.header.msg_id, { published, settle, idle: false });
    });
    await this.#channels.send("shell", message);
    return answer;
  }

  #onReply(message: Message): void {
    const request = this.#requestOf(message);
    if (request === undefined) return;
    request.reply = message.content;
    if (request.idle) request.settle(request.reply);
  }

  /** Late output keeps its request: what a cell shows after its reply still belongs to that cell. */
  #onPublished(message: Message): void {
    const request = this.#requestOf(message);
    if (request === undefined) return;
    const isIdle = message.header.msg_type === "status" && message.content.execution_state === "idle";
    if (!isIdle) request.published(message);
    request.idle ||= isIdle;
    if (isIdle && request.reply !== undefined) request.settle(request.reply);
  }

  #requestOf(message: Message): Request | undefined {
    return this.#requests.get(message.parentHeader.msg_id ?? "");
  }
}

function deathError(how: string, lastWords: string): KernelDeathError {
  return new KernelDeathError(
    `The kernel ended by itself (${how}).${lastWords === "" ? "" : `\n${lastWords}`}`,
  );
}
