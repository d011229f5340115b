import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

/** A Jupyter connection file, with the names it has on disk. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  /** The address to bind; for `ipc` the beginning of the sockets' file names. */
  readonly ip: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
  readonly key: string;
  readonly signature_scheme: string;
  readonly kernel_name?: string;
}

export type Channel = "shell" | "control" | "iopub" | "stdin" | "hb";

export const channels: readonly Channel[] = ["shell", "control", "iopub", "stdin", "hb"];

/** The ZeroMQ address of a channel. */
export function addressOf(connection: Connection, channel: Channel): string {
  const separator = connection.transport === "ipc" ? "-" : ":";
  return `${connection.transport}://${connection.ip}${separator}${connection[`${channel}_port`]}`;
}

/**
 * Reads a connection file.
 *
 * @throws RangeError when the file is not one, or asks for a signature scheme other than `hmac-sha256`.
 */
export function readConnection(path: string): Connection {
  const connection = JSON.parse(readFileSync(path, "utf8")) as Connection;
  const missing = channels.filter((channel) => !Number.isInteger(connection[`${channel}_port`]));
  if (missing.length > 0) {
    const names = missing.map((channel) => `${channel}_port`).join(", ");
    throw new RangeError(`readConnection needs a Jupyter connection file, got ${path} without ${names}`);
  }
  const scheme = connection.signature_scheme ?? "hmac-sha256";
  if (connection.key && scheme !== "hmac-sha256") {
    throw new RangeError(`readConnection needs the signature scheme hmac-sha256, got ${scheme} in ${path}`);
  }
  return { ...connection, key: connection.key ?? "", signature_scheme: scheme };
}

/** A connection on this machine: five TCP ports free at this moment and a random key. */
export async function createConnection(): Promise<Connection> {
  const [shell, control, iopub, stdin, heartbeat] = await freePorts(channels.length);
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell!,
    control_port: control!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    hb_port: heartbeat!,
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
  };
}

/** Ports held all at the same time, so that they differ, then let go. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenAnywhere));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

function listenAnywhere(): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}
