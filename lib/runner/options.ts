import { availableParallelism } from "node:os";
import { checkCombination } from "./flag-combinations";
import type { RequestedSettings } from "./parameters/settings";
import { readFlags } from "./read-flags";
import type { Scale } from "./scale";
import { scales } from "./scale";
import { parseSeeds } from "./seeds/parse-seeds";
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
  /** Seeds to run each notebook at; undefined: the one of `requested`. */
  readonly seeds: readonly number[] | undefined;
  /** Claims to check, by identifier or pattern; none: all of the notebooks. */
  readonly only: readonly string[];
  /** Goes on with the run that was stopped in `output`. */
  readonly resume: boolean;
  /** A run to compare with: its claims.json or the folder that holds it. */
  readonly compare: string | undefined;
  /** Another run, compared in place of one now. */
  readonly with: string | undefined;
  /** Tells what there is and runs nothing. */
  readonly list: boolean;
  readonly claims: boolean;
  readonly json: boolean;
  readonly help: boolean;
  /** Names of the flags that were typed. */
  readonly given: ReadonlySet<string>;
}

/** How long a cell may take by default: minutes at quick scale, days at the published sizes. */
export const cellSecondsAt: Readonly<Record<Scale, number>> = { quick: 1800, paper: 7 * 24 * 3600 };

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
  seeds: { type: "string" },
  only: { type: "string", multiple: true },
  resume: { type: "boolean" },
  compare: { type: "string" },
  with: { type: "string" },
  list: { type: "boolean" },
  claims: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Reads the words after `npm start --`.
 *
 * @throws UsageError for an unknown flag, a value that does not fit, with the nearest names, and flags that exclude one another.
 */
export function parseRunOptions(words: readonly string[]): RunOptions {
  const { values, positionals } = readFlags(words, flags);
  const scale = readScale(values.scale ?? "quick");
  const given = new Set(Object.keys(values));
  checkCombination(given, positionals);
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
    seeds: values.seeds === undefined ? undefined : parseSeeds(values.seeds),
    only: values.only ?? [],
    resume: values.resume === true,
    compare: values.compare,
    with: values.with,
    list: values.list === true,
    claims: values.claims === true,
    json: values.json === true,
    help: values.help === true,
    given,
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
