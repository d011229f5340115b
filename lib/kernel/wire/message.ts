import { randomUUID } from "node:crypto";

/** The protocol version our messages announce: https://jupyter-client.readthedocs.io/en/stable/messaging.html */
export const protocolVersion = "5.4";

/** A message's header, with the names it has on the wire. */
export interface MessageHeader {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export type MessageContent = Readonly<Record<string, unknown>>;

/** One Jupyter message. `identities` are ZeroMQ's routing prefix: the peer, or the topic on iopub. */
export interface Message {
  readonly identities: readonly Uint8Array[];
  readonly header: MessageHeader;
  /** The header of the request this message answers; empty for a request. */
  readonly parentHeader: MessageHeader | Record<string, never>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: MessageContent;
  readonly buffers: readonly Uint8Array[];
}

/** A new message of a type; `parent` is the request it answers, whose routing prefix and header it takes over. */
export function createMessage(
  type: string,
  content: MessageContent,
  parent: Message | undefined,
  session: string,
): Message {
  return {
    identities: parent?.identities ?? [],
    header: {
      msg_id: randomUUID(),
      msg_type: type,
      session,
      username: "kernel",
      date: new Date().toISOString(),
      version: protocolVersion,
    },
    parentHeader: parent?.header ?? {},
    metadata: {},
    content,
    buffers: [],
  };
}
