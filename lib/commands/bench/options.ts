import { unknownName } from "../../data/nearest-names";
import { readFlags } from "../../runner/read-flags";
import { UsageError } from "../../runner/usage-error";
import type { Workload } from "./workload";

/** What `npm run bench` is asked to do. */
export interface BenchOptions {
  readonly workloads: readonly Workload[];
  readonly repetitions: number;
  readonly json: boolean;
  readonly help: boolean;
}

const flags = {
  json: { type: "boolean" },
  repetitions: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Reads the words after `npm run bench --`; without names every workload is meant.
 * @throws UsageError for an unknown workload or flag, with the nearest names, or a value that does not fit
 */
export function parseBenchOptions(words: readonly string[], known: readonly Workload[]): BenchOptions {
  const { values, positionals } = readFlags(words, flags);
  const names = known.map(({ name }) => name);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new UsageError(unknownName("workload", unknown, names));
  return {
    workloads: positionals.length === 0 ? known : known.filter(({ name }) => positionals.includes(name)),
    repetitions: readRepetitions(values.repetitions ?? "5"),
    json: values.json === true,
    help: values.help === true,
  };
}

function readRepetitions(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--repetitions needs a whole number from 1 to 9999, got "${text}"`);
}

export function benchHelp(known: readonly Workload[]): string {
  const width = Math.max(...known.map(({ name }) => name.length));
  return `Times the library beside its peers: the same work, in turn, in one run.

  npm run bench                            every workload
  npm run bench -- ${known[0]!.name}             some, by name
  PEERS_PYTHON=/venv/bin/python npm run bench

  --json            one JSON line a workload: { workload, seconds, peer, peerSeconds, ratio }
  --repetitions N   runs of each side that count, after one that does not (default 5)

seconds and peerSeconds are medians. ratio is peerSeconds / seconds: above 1 we are faster. The peers run from the
Python that the environment variable PEERS_PYTHON names (with numpy, scikit-learn, torch and transformers);
without it, peer, peerSeconds and ratio are null.

${known.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n")}

Ends with 0, 1 when a side fails or the two disagree on a result, 2 for a wrong word on the command line.`;
}
