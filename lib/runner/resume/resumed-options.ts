import { cellSecondsAt, type RunOptions } from "../options";
import { UsageError } from "../usage-error";
import type { AskedRun } from "./run-record";

/** What a run is asked for, with the names of its notebooks. */
export function askedRun(options: RunOptions, notebooks: readonly string[]): AskedRun {
  const { requested, seeds, only } = options;
  return {
    notebooks,
    scale: requested.scale,
    seed: requested.seed ?? null,
    seeds: seeds ?? null,
    settings: Object.fromEntries(requested.assignments),
    only,
  };
}

/**
 * The options of a run that goes on with a stopped one: what was not typed is the stopped run's.
 *
 * @param notebooks The names that were typed, found; none when none were.
 * @throws UsageError that names each flag which was typed with another value
 */
export function resumedOptions(
  options: RunOptions,
  stopped: AskedRun,
  notebooks: readonly string[],
): RunOptions {
  const now = askedRun(options, notebooks);
  const compared = [
    ["notebooks", notebooks.length > 0, shownNames],
    ["scale", options.given.has("scale"), (run: AskedRun) => `--scale ${run.scale}`],
    [
      "seed",
      options.given.has("seed"),
      (run: AskedRun) => (run.seed === null ? "no --seed" : `--seed ${run.seed}`),
    ],
    [
      "seeds",
      options.given.has("seeds"),
      (run: AskedRun) => (run.seeds === null ? "no --seeds" : `--seeds ${run.seeds}`),
    ],
    ["set", options.given.has("set"), shownSettings],
    ["only", options.given.has("only"), shownClaims],
  ] as const;
  for (const [, typed, show] of compared) {
    if (!typed || show(now) === show(stopped)) continue;
    throw new UsageError(
      `--resume goes on with a run of ${show(stopped)}, got ${show(now)}. ` +
        "Leave that out to go on with it, or begin anew without --resume.",
    );
  }
  const { scale, seed, seeds, settings, only } = stopped;
  return {
    ...options,
    notebooks: stopped.notebooks,
    requested: { scale, seed: seed ?? undefined, assignments: new Map(Object.entries(settings)) },
    seeds: seeds ?? undefined,
    only,
    cellSeconds: options.given.has("timeout") ? options.cellSeconds : cellSecondsAt[scale],
  };
}

function shownNames({ notebooks }: AskedRun): string {
  return notebooks.join(", ");
}

function shownSettings({ settings }: AskedRun): string {
  const pairs = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? "no --set" : pairs.map(([name, value]) => `--set ${name}=${value}`).join(" ");
}

function shownClaims({ only }: AskedRun): string {
  return only.length === 0
    ? "all claims"
    : [...only]
        .sort()
        .map((claim) => `--only ${claim}`)
        .join(" ");
}

/** The words that ask for the same run anew. */
export function wordsOf({ notebooks, scale, seed, seeds, settings, only }: AskedRun): string[] {
  return [
    ...notebooks.map((name) => name.slice(0, 2)),
    ...(scale === "quick" ? [] : ["--scale", scale]),
    ...(seed === null ? [] : ["--seed", String(seed)]),
    ...(seeds === null ? [] : ["--seeds", seeds.join(",")]),
    ...Object.entries(settings).flatMap(([name, value]) => ["--set", `${name}=${value}`]),
    ...only.flatMap((claim) => ["--only", claim]),
  ];
}
