import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection } from "../../kernel/wire/connection";
import { createConnection } from "../../kernel/wire/connection";

/** A private folder with a kernel's connection file and sockets. */
export interface ConnectionFolder {
  readonly connection: Connection;
  readonly file: string;
  remove(): void;
}

/** Unix sockets have names of at most 103 characters (macOS; 107 on Linux). */
const longestSocketName = 103;

/**
 * Makes a connection for a new kernel. Sockets in a folder that only we can enter cannot collide with those of other
 * kernels, as TCP ports could; where the folder's name is too long for them, TCP ports that are free now are used.
 */
export async function createConnectionFolder(): Promise<ConnectionFolder> {
  const folder = mkdtempSync(join(tmpdir(), "model-collapse-"));
  const sockets = join(folder, "socket");
  const fits = process.platform !== "win32" && `${sockets}-5`.length <= longestSocketName;
  const connection = fits ? connectionThrough(sockets) : await createConnection();
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify({ ...connection, kernel_name: "model-collapse" }), { mode: 0o600 });
  const removeAtExit = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeAtExit);
  const remove = () => {
    process.off("exit", removeAtExit);
    removeAtExit();
  };
  return { connection, file, remove };
}

function connectionThrough(sockets: string): Connection {
  return {
    transport: "ipc",
    ip: sockets,
    shell_port: 1,
    control_port: 2,
    iopub_port: 3,
    stdin_port: 4,
    hb_port: 5,
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
  };
}
