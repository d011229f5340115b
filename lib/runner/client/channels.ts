import { Dealer, Subscriber } from "zeromq";
import type { Connection } from "../../kernel/wire/connection";
import { addressOf } from "../../kernel/wire/connection";
import { decodeMessage, encodeMessage } from "../../kernel/wire/frames";
import type { Message } from "../../kernel/wire/message";

type Receiver = (message: Message) => void;

/** The sockets of a client: requests go out on shell and control, what cells show comes in on iopub. */
export interface Channels {
  send(channel: "shell" | "control", message: Message): Promise<void>;
  /** Resolves when something arrives that is not Jupyter's or not signed with our key. */
  readonly broken: Promise<Error>;
  close(): void;
}

/** Connects to a kernel's sockets, which need not exist yet. */
export function openChannels(
  connection: Connection,
  receivers: { readonly reply: Receiver; readonly published: Receiver },
): Channels {
  const shell = new Dealer({ linger: 0 });
  const control = new Dealer({ linger: 0 });
  // Without a limit: above the default of 1000 waiting messages ZeroMQ drops the rest.
  const iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  shell.connect(addressOf(connection, "shell"));
  control.connect(addressOf(connection, "control"));
  iopub.connect(addressOf(connection, "iopub"));
  iopub.subscribe();

  const listen = async (socket: Dealer | Subscriber, receive: Receiver) => {
    for await (const frames of socket) receive(decodeMessage(frames, connection.key));
  };
  const broken = new Promise<Error>((resolve) => {
    listen(shell, receivers.reply).catch(resolve);
    listen(control, receivers.reply).catch(resolve);
    listen(iopub, receivers.published).catch(resolve);
  });
  const sockets = { shell, control };
  return {
    broken,
    send: (channel, message) => sockets[channel].send(encodeMessage(message, connection.key) as Buffer[]),
    close: () => {
      for (const socket of [shell, control, iopub]) socket.close();
    },
  };
}
