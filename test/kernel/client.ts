import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dealer, Subscriber } from "zeromq";
import { kernelCommand } from "../../lib/kernel/kernel-command";
import { addressOf, type Connection } from "../../lib/kernel/wire/connection";
import { decodeMessage, encodeMessage } from "../../lib/kernel/wire/frames";
import { createMessage, type Message, type MessageContent } from "../../lib/kernel/wire/message";

export interface Execution {
  readonly reply: Message;
  readonly published: readonly Message[];
}

type Matches = (message: Message) => boolean;

/** A front end for tests: sends what it is told and keeps everything that comes back. */
export class TestClient {
  readonly session = randomUUID();
  readonly received: Message[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), "kernel-test-"));
  readonly process: ChildProcess;
  readonly #connection: Connection;
  readonly #sockets: { shell: Dealer; control: Dealer; iopub: Subscriber };
  #waiting: { readonly matches: Matches; readonly resolve: (message: Message) => void }[] = [];

  constructor(environment: NodeJS.ProcessEnv = {}) {
    const ports = { shell_port: 1, control_port: 2, iopub_port: 3, stdin_port: 4, hb_port: 5 };
    const ip = join(this.folder, "socket");
    this.#connection = { transport: "ipc", ip, ...ports, key: "secret", signature_scheme: "hmac-sha256" };
    const file = join(this.folder, "connection.json");
    writeFileSync(file, JSON.stringify(this.#connection));
    this.#sockets = {
      shell: new Dealer({ linger: 0 }),
      control: new Dealer({ linger: 0 }),
      iopub: new Subscriber({ linger: 0, receiveHighWaterMark: 0 }),
    };
    for (const channel of ["shell", "control", "iopub"] as const) {
      const socket = this.#sockets[channel];
      socket.connect(addressOf(this.#connection, channel));
      this.#listen(socket);
    }
    this.#sockets.iopub.subscribe();
    const [program, ...parameters] = kernelCommand(file);
    this.process = spawn(program!, parameters, {
      cwd: this.folder,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "inherit", "inherit"],
    });
  }

  /** A client whose kernel publishes to it. */
  static async start(environment: NodeJS.ProcessEnv = {}): Promise<TestClient> {
    const client = new TestClient(environment);
    await client.until((message) => message.header.msg_type === "iopub_welcome");
    return client;
  }

  send(channel: "shell" | "control", type: string, content: MessageContent): Message {
    const message = createMessage(type, content, undefined, this.session);
    this.#sockets[channel].send(encodeMessage(message, this.#connection.key) as Buffer[]);
    return message;
  }

  /** A message that has come or will come. */
  until(matches: Matches): Promise<Message> {
    const found = this.received.find(matches);
    if (found) return Promise.resolve(found);
    return new Promise((resolve) => this.#waiting.push({ matches, resolve }));
  }

  /** What was published for a request so far, its own states left out. */
  publishedFor(request: Message): Message[] {
    return this.received.filter(
      ({ header, parentHeader }) =>
        parentHeader.msg_id === request.header.msg_id &&
        !header.msg_type.endsWith("_reply") &&
        header.msg_type !== "status",
    );
  }

  async ask(channel: "shell" | "control", type: string, content: MessageContent): Promise<Message> {
    const request = this.send(channel, type, content);
    return this.until(isReplyTo(request));
  }

  sendCode(code: string, options: MessageContent = {}): Message {
    return this.send("shell", "execute_request", { code, silent: false, store_history: true, ...options });
  }

  /** Waits for the reply and for the idle state behind everything published. */
  async finished(request: Message): Promise<Execution> {
    const reply = await this.until(isReplyTo(request));
    await this.until(isIdleOf(request));
    return { reply, published: this.publishedFor(request) };
  }

  execute(code: string, options: MessageContent = {}): Promise<Execution> {
    return this.finished(this.sendCode(code, options));
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill("SIGTERM");
      await ended;
    }
    for (const socket of Object.values(this.#sockets)) socket.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const message = decodeMessage(frames, this.#connection.key);
      this.received.push(message);
      for (const waiter of this.#waiting.filter(({ matches }) => matches(message))) waiter.resolve(message);
      this.#waiting = this.#waiting.filter(({ matches }) => !matches(message));
    }
  }
}

export function isReplyTo(request: Message): Matches {
  return ({ header, parentHeader }) =>
    parentHeader.msg_id === request.header.msg_id &&
    header.msg_type === request.header.msg_type.replace("_request", "_reply");
}

export function isIdleOf(request: Message): Matches {
  return ({ header, parentHeader, content }) =>
    header.msg_type === "status" &&
    content.execution_state === "idle" &&
    parentHeader.msg_id === request.header.msg_id;
}

/** A message of that type published for a request. */
export function isFor(request: Message, type: string): Matches {
  return ({ header, parentHeader }) =>
    header.msg_type === type && parentHeader.msg_id === request.header.msg_id;
}

/** Everything printed to one stream. */
export function textOf({ published }: Execution, name = "stdout"): string {
  return published
    .filter(({ header, content }) => header.msg_type === "stream" && content.name === name)
    .map(({ content }) => content.text)
    .join("");
}

export function typesOf({ published }: Execution): string[] {
  return published.map(({ header }) => header.msg_type);
}

/** A reply's traceback without colours. */
export function tracebackOf({ reply }: Execution): string {
  const traceback = reply.content.traceback as readonly string[];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
  return traceback.join("\n").replace(/\u001b\[\d+m/g, "");
}
