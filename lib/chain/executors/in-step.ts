import type { TrainingSet } from "../../data/points";
import type { OwnedKeeper } from "../../fitters/work-keeper";
import { withoutSamplingBias } from "../../samplers/sampling-bias";
import { type ChainError, chainErrorAt } from "../chain-error";
import { fitsPerReplicate } from "../plan";
import { isDrawn, realDraw } from "../real-data";
import { recordOf } from "../record-of";
import type { Fitted, Replicate } from "../replicate";
import type { GenerationRecord } from "../settings";
import { startReplicate } from "../work";
import { type ChainRun, nextTurn } from "./executor";
import { together } from "./together";

/** Where in a generation the fit and the draw end, as progress counts; the rest is the regime's and the measure's. */
const shares = { fitted: 0.9, drawn: 0.99 };

/**
 * Runs a chain on the calling thread with its replicates in step: all that stand at the lowest generation are fitted
 * by one call of the family's `fitTogether`. Replicates that were left at different generations so catch up first,
 * and then all go together. The calling thread gets its turn every few tens of milliseconds, in the middle of a fit
 * too.
 *
 * What the replicates have completed is saved however the run ends, short of a kill.
 */
export async function* runInStep<Data extends TrainingSet, Model, Measured>(
  run: ChainRun<Data, Model, Measured>,
): AsyncGenerator<GenerationRecord<Model, Measured>[], void, undefined> {
  const { ledger, signal } = run;
  signal?.throwIfAborted();
  let replicates = await startAll(run);
  const failures = new Map<Replicate<Data, Model>, ChainError>();
  try {
    while (replicates.length > 0) {
      yield ledger.drain();
      const generation = replicates.reduce((least, one) => Math.min(least, one.generation), Infinity);
      const group = replicates.filter((one) => one.generation === generation);
      await new Step(run, generation, group, failures).advance();
      replicates = replicates.filter((one) => !one.finished);
      if (failures.size === 0) continue;
      yield ledger.drain();
      throw [...failures.values()][0];
    }
  } finally {
    for (const one of replicates) {
      if (!failures.has(one)) ledger.keep({ replicate: one.index, state: one.state() });
    }
  }
  yield ledger.drain();
}

/** All replicates that are not complete. Real data are drawn together where the family can. */
async function startAll<Data extends TrainingSet, Model, Measured>({
  plan,
  ledger,
  signal,
}: ChainRun<Data, Model, Measured>): Promise<Replicate<Data, Model>[]> {
  const jobs = [...ledger.jobs()];
  if (jobs.length === 0) return [];
  await plan.family.prepare?.();
  signal?.throwIfAborted();
  const { real } = plan;
  const family = withoutSamplingBias(plan.family);
  if (!isDrawn(real) || !family.sampleTogether) return jobs.map((job) => startReplicate(plan, job));
  const replicates = jobs.map(({ replicate }) => replicate);
  const tasks = replicates.map((replicate) => realDraw(plan, real, replicate));
  const drawn = await together(() => family.sampleTogether!(tasks), {
    replicates,
    generation: 0,
    act: "drawing the real data",
    signal,
    onProgress: (_, note) => ledger.progressing(0, note),
  });
  return jobs.map((job, at) => startReplicate(plan, job, drawn[at]));
}

/** One generation of the replicates that stand at it. */
class Step<Data extends TrainingSet, Model, Measured> {
  constructor(
    private readonly run: ChainRun<Data, Model, Measured>,
    private readonly generation: number,
    private readonly group: readonly Replicate<Data, Model>[],
    /** Where replicates are entered whose sampler, regime or measure throws. */
    private readonly failures: Map<Replicate<Data, Model>, ChainError>,
  ) {}

  /** Replicates beside one that fails after its fit still end their generation: it may have taken hours. */
  async advance(): Promise<void> {
    const { generation, group } = this;
    const replicates = group.map(({ index }) => index);
    const keeper = this.run.ledger.keeperOf(generation, replicates);
    const fitted = await this.fit(keeper);
    const drawn = await this.draw(fitted);
    for (const [at, replicate] of this.group.entries()) {
      this.complete(replicate, fitted[at]!, drawn);
      await nextTurn();
      this.run.signal?.throwIfAborted();
    }
    if (keeper?.holdsState) this.clear(keeper);
  }

  /** Empties a keeper, once what became of the fit is saved. */
  private clear(keeper: OwnedKeeper): void {
    for (const one of this.group) {
      const isUnderWay = !one.finished && !this.failures.has(one);
      if (isUnderWay) this.run.ledger.keep({ replicate: one.index, state: one.state() });
    }
    keeper.clear();
  }

  private async fit(keeper: OwnedKeeper | undefined): Promise<Fitted<Model>[]> {
    const { group, generation } = this;
    const { plan, ledger, signal } = this.run;
    const tasks = group.map((replicate) => replicate.begin());
    const models = await together(() => plan.family.fitTogether!(tasks, keeper), {
      replicates: group.map(({ index }) => index),
      generation,
      act: "fitting",
      signal,
      onProgress: (share, note) => ledger.progressing(group.length * share * shares.fitted, note),
    });
    return group.map((replicate, at) => {
      try {
        return replicate.fitted(models[at]!);
      } catch (error) {
        throw chainErrorAt(replicate.index, generation, error);
      }
    });
  }

  /** Draws for the replicates that go on; undefined when the family draws for one at a time. */
  private async draw(fitted: readonly Fitted<Model>[]): Promise<Data[] | undefined> {
    const { group, generation } = this;
    const { plan, ledger, signal } = this.run;
    if (!plan.family.sampleTogether) return undefined;
    const tasks = fitted.flatMap(({ draw }) => draw ?? []);
    if (tasks.length === 0) return [];
    return together(() => plan.family.sampleTogether!(tasks), {
      replicates: group.filter((_, at) => fitted[at]!.draw).map(({ index }) => index),
      generation,
      act: "drawing",
      signal,
      onProgress: (share, note) =>
        ledger.progressing(group.length * (shares.fitted + share * (shares.drawn - shares.fitted)), note),
    });
  }

  /** Ends the generation of one replicate and enters it. One that fails is saved as it was before. */
  private complete(
    replicate: Replicate<Data, Model>,
    fitted: Fitted<Model>,
    drawn: Data[] | undefined,
  ): void {
    const { plan, ledger } = this.run;
    const { index } = replicate;
    const before = replicate.state();
    let record: GenerationRecord<Model, Measured> | undefined;
    try {
      // Taken out of the list: what the regime does not keep is not to be held until the others are done.
      const next = () => (drawn ? drawn.shift()! : replicate.sample(fitted.draw!));
      const done = replicate.complete(fitted, fitted.draw && next());
      record = done && recordOf(plan, done, replicate.real);
    } catch (error) {
      this.failures.set(replicate, chainErrorAt(index, this.generation, error));
      ledger.keep({ replicate: index, state: before });
      return;
    }
    const { finished } = replicate;
    const slice = {
      items: record ? [record] : [],
      done: finished ? fitsPerReplicate(plan) - this.generation : 1,
      finished: finished ? [index] : [],
      current: finished ? undefined : { replicate: index, state: replicate.state() },
    };
    // However long the chain has been running, a generation that took longer than the interval is saved.
    ledger.accept(slice, 0);
  }
}
