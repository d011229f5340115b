import { createMessage, type Message, type MessageContent } from "../wire/message";
import type { RequestChannel, Sockets } from "./sockets";
import { StreamBuffer } from "./stream-buffer";

/** Publishes under the requests that caused it, and answers them, in order. */
export class Publisher {
  readonly #session: string;
  readonly #sockets: Sockets;
  /** The request of each cell, kept for what it prints after its end. */
  readonly #requests = new Map<number, Message>();
  readonly #streams = new StreamBuffer((cell, name, text) =>
    this.#send("stream", { name, text }, this.#requests.get(cell)),
  );
  #latestCell = 0;

  constructor(sockets: Sockets, session: string) {
    this.#sockets = sockets;
    this.#session = session;
  }

  /** From now on the cell with that number belongs to the request. */
  begin(cell: number, request: Message): void {
    const { header } = request;
    this.#requests.set(cell, { ...request, header, content: {}, metadata: {}, buffers: [] });
    this.#latestCell = cell;
  }

  fromCell(cell: number, messageType: string, content: MessageContent): void {
    if (messageType === "stream") this.#streams.write(cell, String(content.name), String(content.text));
    else this.publish(messageType, content, this.#requests.get(cell));
  }

  /** Under the latest cell, for output that names none. */
  fromLatestCell(name: "stdout" | "stderr", text: string): void {
    if (this.#latestCell > 0) this.#streams.write(this.#latestCell, name, text);
  }

  publish(messageType: string, content: MessageContent, parent: Message | undefined): void {
    this.#streams.flush();
    this.#send(messageType, content, parent);
  }

  status(state: "starting" | "busy" | "idle", parent: Message | undefined): void {
    this.publish("status", { execution_state: state }, parent);
  }

  reply(channel: RequestChannel, messageType: string, content: MessageContent, request: Message): void {
    this.#streams.flush();
    this.#sockets.send(channel, createMessage(messageType, content, request, this.#session));
  }

  #send(messageType: string, content: MessageContent, parent: Message | undefined): void {
    const message = createMessage(messageType, content, parent, this.#session);
    // On iopub the prefix is a topic to subscribe to.
    const topic = Buffer.from(`kernel.${this.#session}.${messageType}`);
    this.#sockets.send("iopub", { ...message, identities: [topic] });
  }
}
