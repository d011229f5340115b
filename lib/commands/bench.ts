import { join } from "node:path";
import type { Terminal } from "../runner/terminal/progress";
import { measureWorkload } from "./bench/measure";
import { benchHelp, parseBenchOptions } from "./bench/options";
import { PeerProcess } from "./bench/peer";
import { tableHeader, tableRow } from "./bench/table";
import type { Workload } from "./bench/workload";
import { workloads } from "./bench/workloads";
import { runCommand } from "./run-command";

/** What `npm run bench` measures, with what, and where it shows it. */
export interface BenchContext {
  readonly workloads: readonly Workload[];
  /** Program and first words of the peers' process; undefined when there is none. */
  readonly peers: readonly [string, ...string[]] | undefined;
  readonly terminal: Pick<Terminal, "write">;
  /** Where warnings go: never into what `--json` prints. */
  readonly warnings: Pick<Terminal, "write">;
  readonly signal: AbortSignal;
}

/** `npm run bench`: times workloads beside their peers. Resolves with the exit code. */
export async function bench(words: readonly string[], context: BenchContext): Promise<number> {
  const { terminal, warnings, signal } = context;
  const options = parseBenchOptions(words, context.workloads);
  if (options.help) {
    terminal.write(`${benchHelp(context.workloads)}\n`);
    return 0;
  }
  const warn = (message: string) => void warnings.write(`${message}\n`);
  if (!context.peers) warn("PEERS_PYTHON is not set: THE PEER COLUMN IS EMPTY. See npm run bench -- --help.");
  const peers = context.peers && (await PeerProcess.start(context.peers[0], context.peers.slice(1)));
  try {
    const width = Math.max(...options.workloads.map(({ name }) => name.length));
    if (!options.json) terminal.write(`${tableHeader(width)}\n`);
    for (const workload of options.workloads) {
      if (signal.aborted) return 130;
      const result = await measureWorkload(workload, peers, options.repetitions, warn);
      terminal.write(`${options.json ? JSON.stringify(result) : tableRow(result, width)}\n`);
    }
    return 0;
  } catch (error) {
    // Ctrl-C reaches the peers' process too: that it ended is then no failure.
    if (signal.aborted) return 130;
    throw error;
  } finally {
    await peers?.close();
  }
}

if (require.main === module) {
  const python = process.env.PEERS_PYTHON;
  const script = join(__dirname, "../../../test/bench/peers.py");
  runCommand(
    (words, signal) =>
      bench(words, {
        workloads,
        peers: python ? [python, script] : undefined,
        terminal: process.stdout,
        warnings: process.stderr,
        signal,
      }),
    "Stopping after this run.",
  );
}
