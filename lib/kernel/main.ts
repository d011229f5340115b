import { randomUUID } from "node:crypto";
import { Publisher } from "./supervisor/publisher";
import { Realm } from "./supervisor/realm";
import { Server } from "./supervisor/server";
import { bindSockets } from "./supervisor/sockets";
import { readConnection } from "./wire/connection";

/** How often the kernel looks whether the front end that started it is still there. */
const watchMilliseconds = 1000;

/** The kernel's own process: it talks to front ends and never runs a cell, so that no cell can end the connection. */
async function main(connectionFile: string | undefined): Promise<void> {
  if (connectionFile === undefined) {
    throw new RangeError("The kernel needs the path of a Jupyter connection file, got none");
  }
  const connection = readConnection(connectionFile);
  const session = randomUUID();
  let publisher: Publisher | undefined;
  // First of all, because its compiler takes longest to start; it has nothing to say before a request arrives.
  const realm = new Realm({
    publish: (cell, type, content) => publisher?.fromCell(cell, type, content),
    raw: (name, text) => publisher?.fromLatestCell(name, text),
    lostWhileIdle: (explanation) => publisher?.fromLatestCell("stderr", `${explanation}\n`),
  });
  let server: Server | undefined;
  const sockets = await bindSockets(connection, session, {
    request: (channel, message) => {
      // Not waited for: an answer that takes long must not keep the next request from being read.
      server?.receive(channel, message).catch((error: Error) => console.error(error.stack));
    },
    rejected: (error) => console.error(error.message),
  });
  const shutDown = async (): Promise<void> => {
    realm.close();
    await sockets.close();
    process.exit(0);
  };
  publisher = new Publisher(sockets, session);
  server = new Server(publisher, realm, shutDown);
  publisher.status("starting", undefined);

  process.on("SIGINT", () => server?.interrupt());
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, shutDown);
  endWithParent(shutDown);
}

/** Jupyter tells a kernel its starter's process; a kernel whose starter is gone has nobody to serve. */
function endWithParent(shutDown: () => void): void {
  if (!process.env.JPY_PARENT_PID) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) shutDown();
  }, watchMilliseconds).unref();
}

main(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
