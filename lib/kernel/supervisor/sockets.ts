import { Reply, Router, XPublisher } from "zeromq";
import { addressOf, type Connection } from "../wire/connection";
import { decodeMessage, encodeMessage } from "../wire/frames";
import { createMessage, type Message } from "../wire/message";

export type RequestChannel = "shell" | "control";

/** What arrives at the kernel's sockets. */
export interface Receivers {
  request(channel: RequestChannel, message: Message): void;
  /** A message that is not Jupyter's or not signed with our key; it goes no further. */
  rejected(error: Error): void;
}

/** The kernel's sockets. Messages leave each in the order they were given. */
export interface Sockets {
  send(channel: RequestChannel | "iopub", message: Message): void;
  /** Closes when everything given has left. */
  close(): Promise<void>;
}

const subscribed = 1;

/**
 * Binds the five sockets of a connection. Subscribers are welcomed on iopub, so that they know from when on they miss
 * nothing (Jupyter enhancement proposal 65).
 */
export async function bindSockets(
  connection: Connection,
  session: string,
  receivers: Receivers,
): Promise<Sockets> {
  const unlimited = { sendHighWaterMark: 0, receiveHighWaterMark: 0, linger: 1000 };
  const routers = {
    shell: new Router(unlimited),
    control: new Router(unlimited),
    stdin: new Router(unlimited),
  };
  const iopub = new XPublisher({ ...unlimited, verbosity: "allSubs" });
  const heartbeat = new Reply({ linger: 0 });
  const all = [routers.shell, routers.control, routers.stdin, iopub, heartbeat];
  await Promise.all([
    routers.shell.bind(addressOf(connection, "shell")),
    routers.control.bind(addressOf(connection, "control")),
    routers.stdin.bind(addressOf(connection, "stdin")),
    iopub.bind(addressOf(connection, "iopub")),
    heartbeat.bind(addressOf(connection, "hb")),
  ]);

  const outlets = { shell: outlet(routers.shell), control: outlet(routers.control), iopub: outlet(iopub) };
  const send: Sockets["send"] = (channel, message) =>
    outlets[channel].send(encodeMessage(message, connection.key));

  listen(
    routers.shell,
    (frames) => receivers.request("shell", decodeMessage(frames, connection.key)),
    receivers,
  );
  listen(
    routers.control,
    (frames) => receivers.request("control", decodeMessage(frames, connection.key)),
    receivers,
  );
  listen(heartbeat, (frames) => heartbeat.send([...frames]), receivers);
  listen(
    iopub,
    ([frame]) => {
      if (frame?.[0] !== subscribed) return;
      const subscription = Buffer.from(frame.subarray(1));
      const content = { subscription: subscription.toString() };
      const welcome = createMessage("iopub_welcome", content, undefined, session);
      send("iopub", { ...welcome, identities: [subscription] });
    },
    receivers,
  );
  const close = async (): Promise<void> => {
    await Promise.all(Object.values(outlets).map((each) => each.drained()));
    for (const socket of all) socket.close();
  };
  return { send, close };
}

type Frames = readonly Uint8Array[];

async function listen(
  socket: Router | Reply | XPublisher,
  receive: (frames: Frames) => unknown,
  { rejected }: Receivers,
): Promise<void> {
  for await (const frames of socket) {
    try {
      await receive(frames);
    } catch (error) {
      rejected(error as Error);
    }
  }
}

/** A socket takes one message at a time. */
function outlet(socket: { send(frames: Buffer[]): Promise<void> }) {
  let last = Promise.resolve();
  return {
    send(frames: Frames): void {
      // A front end that is gone is no error: its messages have no reader.
      last = last.then(() => socket.send(frames as Buffer[])).catch(() => undefined);
    },
    drained: (): Promise<void> => last,
  };
}
