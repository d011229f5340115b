import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { UsageError } from "../../runner/usage-error";

export interface PeerRun {
  readonly seconds: number;
  readonly value: number | undefined;
}

interface Answer {
  readonly peer?: string;
  readonly seconds?: number;
  readonly value?: number | null;
  /** Why the peer cannot do the workload. */
  readonly error?: string;
}

/**
 * The process that runs the peers, one JSON line each way: `{ prepare, problem }` is answered with the peer's name,
 * `{ run }` with the seconds that the work took inside it. It waits without using the processor in between.
 */
export class PeerProcess {
  private readonly answers: AsyncIterator<string>;
  private readonly ended: Promise<string>;

  /** @throws UsageError when the program does not start */
  static async start(command: string, words: readonly string[]): Promise<PeerProcess> {
    const child = spawn(command, words, { stdio: ["pipe", "pipe", "pipe"] });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", (error) =>
        reject(new UsageError(`PEERS_PYTHON names "${command}", which does not start: ${error.message}`)),
      );
    });
    return new PeerProcess(child);
  }

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    this.answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    let complaints = "";
    child.stderr.on("data", (text: Buffer) => {
      complaints = (complaints + text).slice(-2000);
    });
    // A peer that has ended is noticed by its missing answer, not by the failed write.
    child.stdin.on("error", () => undefined);
    this.ended = new Promise((resolve) => {
      child.once("close", () => resolve(complaints.trim()));
    });
  }

  /** The peer's name with its version, or why it cannot do this workload. */
  async prepare(workload: string, problem: unknown): Promise<{ peer: string } | { error: string }> {
    const { peer, error } = await this.ask({ prepare: workload, problem });
    return peer === undefined ? { error: error ?? "it gave no name" } : { peer };
  }

  async run(workload: string): Promise<PeerRun> {
    const { seconds, value, error } = await this.ask({ run: workload });
    if (seconds === undefined)
      throw new Error(`the peer of ${workload} failed: ${error ?? "it gave no time"}`);
    return { seconds, value: value ?? undefined };
  }

  /** Asks the process to end, and waits until it has. */
  async close(): Promise<void> {
    this.child.stdin.end();
    this.child.kill();
    await this.ended;
  }

  private async ask(question: unknown): Promise<Answer> {
    this.child.stdin.write(`${JSON.stringify(question, packNumbers)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`the process of the peers ended: ${await this.ended}`);
    return JSON.parse(value) as Answer;
  }
}

/** Numbers in bulk travel as the base64 of their bytes. */
function packNumbers(_: string, value: unknown): unknown {
  if (!(value instanceof Float64Array || value instanceof Float32Array)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
}
