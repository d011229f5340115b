import { availableParallelism } from "node:os";
import type { RequestedSettings } from "./parameters/settings";
import { readFlags } from "./read-flags";
import type { Scale } from "./scale";
import { scales } from "./scale";
import { UsageError } from "./usage-error";

/** What `npm start` is asked to do. */
export interface RunOptions {
  readonly notebooks: readonly string[];
  readonly requested: RequestedSettings;
  /** Kernels at the same time. */
  readonly jobs: number;
  /** Worker threads of each kernel; undefined: the cores shared out among the kernels. */
  readonly workers: number | undefined;
  readonly cellSeconds: number;
  readonly output: string;
  /** Folder of chains that outlasts the run; undefined: one of this run's own. */
  readonly chains: string | undefined;
  readonly help: boolean;
}

/** How long a cell may take by default: minutes at quick scale, days at the published sizes. */
const cellSecondsAt: Readonly<Record<Scale, number>> = { quick: 1800, paper: 7 * 24 * 3600 };

/** The longest time a Node timer can hold. */
const longestTimer = Math.floor((2 ** 31 - 1) / 1000);

const flags = {
  scale: { type: "string" },
  seed: { type: "string" },
  set: { type: "string", multiple: true },
  jobs: { type: "string" },
  workers: { type: "string" },
  timeout: { type: "string" },
  output: { type: "string" },
  chains: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Reads the words after `npm start --`.
 *
 * @throws UsageError for an unknown flag or a value that does not fit, with the nearest names.
 */
export function parseRunOptions(words: readonly string[]): RunOptions {
  const { values, positionals } = readFlags(words, flags);
  const scale = readScale(values.scale ?? "quick");
  return {
    notebooks: positionals,
    requested: {
      scale,
      seed: values.seed === undefined ? undefined : wholeNumber("--seed", values.seed, 0),
      assignments: readAssignments(values.set ?? []),
    },
    jobs: wholeNumber("--jobs", values.jobs ?? String(Math.min(2, availableParallelism())), 1),
    workers: values.workers === undefined ? undefined : wholeNumber("--workers", values.workers, 1),
    cellSeconds: seconds(values.timeout ?? String(cellSecondsAt[scale])),
    output: values.output ?? "report",
    chains: values.chains,
    help: values.help === true,
  };
}

function readScale(word: string): Scale {
  if ((scales as readonly string[]).includes(word)) return word as Scale;
  throw new UsageError(`There is no scale "${word}". There are: ${scales.join(", ")}.`);
}

function readAssignments(pairs: readonly string[]): Map<string, string> {
  return new Map(
    pairs.map((pair) => {
      const split = pair.indexOf("=");
      if (split < 1)
        throw new UsageError(`--set needs name=value, such as --set generations=50, got "${pair}".`);
      return [pair.slice(0, split).trim(), pair.slice(split + 1)];
    }),
  );
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${flag} needs a whole number of at least ${least}, got "${text}".`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= longestTimer) return value;
  throw new UsageError(`--timeout needs seconds above 0 and up to ${longestTimer}, got "${text}".`);
}

export const runHelp = `Executes notebooks and checks their claims.

  npm start                        the core findings, 01 to 05, in minutes
  npm start -- all                 every notebook
  npm start -- 01 05 --seed 7      some, by number or name

  --scale quick|paper   sizes: minutes, or the published ones (default quick)
  --seed N              the seed of every stream of random numbers (default: the notebook's, 1)
  --set NAME=VALUE      changes a setting of the notebooks' parameters cell; may be given several times
  --jobs N              notebooks at the same time (default 2, or 1 on one core)
  --workers N           worker threads of each notebook (default: the cores shared out)
  --timeout SECONDS     time limit of one cell (default ${cellSecondsAt.quick}; at paper scale a week)
  --output DIR          where the report goes (default report)
  --chains DIR          keeps chains that notebooks share, and does not run again those that are there (default: every
                        run runs its own)

Ends with 0 when nothing failed, 1 when a claim is not reproduced or a notebook failed, 2 for a wrong word on the
command line, 130 after Ctrl-C.`;
