import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = join(__dirname, "../..");

/** `npm run lab` on a folder, on a free port. */
export class LabServer {
  readonly #child: ChildProcess;
  readonly #address: string;
  readonly #token: string;
  #printed = "";

  private constructor(child: ChildProcess, address: string, token: string) {
    this.#child = child;
    this.#address = address;
    this.#token = token;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (bytes: Buffer) => {
        this.#printed += bytes;
      });
    }
  }

  /** A server that answers. */
  static async start(folder: string, ...words: readonly string[]): Promise<LabServer> {
    const [port, token] = [await freePort(), randomUUID()];
    const own = ["--no-browser", `--port=${port}`, "--ServerApp.port_retries=0", `--notebook-dir=${folder}`];
    const child = spawn(
      process.execPath,
      [join(root, "lib/dist/commands/lab.js"), ...own, `--IdentityProvider.token=${token}`, ...words],
      { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
    );
    const server = new LabServer(child, `http://127.0.0.1:${port}`, token);
    await server.#untilItAnswers();
    return server;
  }

  /** The address of a notebook in JupyterLab, in a workspace of its own: no other tabs beside it. */
  labUrl(notebook: string): string {
    return this.url(`lab/workspaces/${randomUUID()}/tree/${notebook}`);
  }

  /** The address of a page of it, such as `notebooks/NAME.ipynb`. */
  url(path: string): string {
    return `${this.#address}/${path}?token=${this.#token}`;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once("close", resolve));
    this.#child.kill("SIGTERM");
    await ended;
  }

  async #untilItAnswers(): Promise<void> {
    for (;;) {
      const { exitCode, signalCode } = this.#child;
      if (exitCode !== null || signalCode !== null) throw new Error(`npm run lab ended: ${this.#printed}`);
      const answered = await fetch(this.url("api/status")).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answered) return;
      await pause(100);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
