import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TrainingSet } from "../../data/points";
import { type Chain, chainOf } from "../chain";
import { openCheckpoints } from "../checkpoints/open-checkpoints";
import { Ledger } from "../ledger";
import { planChain } from "../plan";
import {
  type ChainSettings,
  type GenerationRecord,
  isChainStore,
  type KeptModels,
  type RecordedModel,
} from "../settings";
import { runAdaptively } from "./adaptive";
import { Crew } from "./crew";
import type { ChainRun } from "./executor";
import { ambientSignal, showOrigin } from "./host";
import { runInStep } from "./in-step";
import { runInThread } from "./in-thread";
import { packPlan } from "./portable-plan";
import { runShared } from "./run-shared";
import { workerCount } from "./worker-count";

/**
 * Fits a family to real data, samples from the model, lets the regime choose the next training set, fits again,
 * and so on, in as many independent replicates as asked for. Generation 0 is the fit to the real data.
 *
 * Results depend on the settings and on `random` alone, not on the number of workers, on what is recorded or
 * measured, or on interruptions. Replicates run on worker threads when there is work for them and the family and
 * the regime are portable; a measure that is not portable is then called on the calling thread. Memory is
 * bounded by what a replicate keeps (its regime's history) and by the records. A family with `fitTogether` is fitted
 * on the calling thread, to all replicates at once; memory then holds what each of them keeps.
 *
 * With `checkpoint`, every replicate is kept in a file of its own; a chain that was killed continues from there.
 * Files of other settings are left alone. Functions that are not portable count as the same when their source
 * text is the same: when only a value that they captured changes, use another folder. Two processes may share a
 * folder. With `checkpoint: chainStore()` a chain that another notebook has run is not run again.
 *
 * The chain rejects with the signal's reason when `signal` aborts (in a notebook, when the cell is interrupted,
 * unless a signal of its own is given), and with a `ChainError`, which names replicate and generation, when a fit,
 * sampler, regime or measure throws.
 *
 * @example
 * import { createRandom, curvesOf, gaussian, replace, runChain } from "model-collapse";
 * const chain = runChain({
 *   family: gaussian(),
 *   regime: replace,
 *   real: { model: { mean: 0, standardDeviation: 1 }, count: 100 },
 *   generations: 20,
 *   replicates: 3,
 *   measure: ({ model }) => model.standardDeviation,
 *   random: createRandom("example"),
 * });
 * const curves = curvesOf(await chain.collect(), (standardDeviation) => standardDeviation);
 * curves.length; // → 3
 * curves[0].length; // → 21
 *
 * @throws RangeError or TypeError, at once, for settings a chain cannot run with
 */
export function runChain<
  Data extends TrainingSet,
  Model,
  Measured = undefined,
  Kept extends KeptModels = "all",
>(settings: ChainSettings<Data, Model, Measured, Kept>): Chain<RecordedModel<Model, Kept>, Measured> {
  const plan = planChain(settings);
  const workers = workerCount(settings.workers, process.env);
  const chain = chainOf(() => {
    const warn = settings.onWarning ?? ((message: string) => void process.stderr.write(`${message}\n`));
    const { checkpoint, onProgress, onOrigin = showOrigin, signal = ambientSignal() } = settings;
    if (isChainStore(checkpoint)) {
      const shared = { store: checkpoint, signal, warn, onProgress, onOrigin };
      return runShared(plan, shared, (run) => execute(run, workers));
    }
    const store = checkpoint && openCheckpoints(plan, checkpoint, warn);
    const ledger = new Ledger(plan, store || undefined, onProgress);
    return execute({ plan, ledger, signal }, workers);
  });
  // Records lack the models that the settings do not keep, see `recordOf`.
  return chain as Chain<RecordedModel<Model, Kept>, Measured>;
}

function execute<Data extends TrainingSet, Model, Measured>(
  run: ChainRun<Data, Model, Measured>,
  workers: number,
): AsyncIterable<GenerationRecord<Model, Measured>[]> {
  if (run.plan.family.fitTogether) return runInStep(run);
  const entry = workerEntry();
  const packed = packPlan(run.plan);
  if (!packed || workers === 1 || run.plan.replicates === 1 || !entry) return runInThread(run);
  return runAdaptively(run, (useful) => new Crew(run, packed, entry, Math.min(workers, useful)));
}

/** The compiled worker beside this file; undefined when this file itself is run from its source. */
export function workerEntry(): string | undefined {
  const entry = join(__dirname, "worker.js");
  return existsSync(entry) ? entry : undefined;
}
