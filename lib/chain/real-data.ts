import { selectRows, sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import type { SampleTask } from "../fitters/family";
import type { Random } from "../random/random";
import { withoutSamplingBias } from "../samplers/sampling-bias";
import type { ChainPlan } from "./plan";
import type { RealData, RealPool, TrueModel } from "./settings";

/** Whether the real data are to be drawn from a true model for each replicate. */
export function isDrawn<Data extends TrainingSet, Model>(
  real: RealData<Data, Model>,
): real is TrueModel<Model> {
  return "model" in real;
}

/** Whether each replicate takes its real data out of a pool. */
export function isPool<Data extends TrainingSet, Model>(real: RealData<Data, Model>): real is RealPool<Data> {
  return "pool" in real;
}

/** Rows of the original data of a replicate. */
export function originalSize<Data extends TrainingSet, Model>(real: RealData<Data, Model>): number {
  return isDrawn(real) || isPool(real) ? real.count : sizeOf(real);
}

/** The original data of a replicate: given, or drawn or taken from a pool with the replicate's stream "real". */
export function realOf<Data extends TrainingSet, Model>(
  plan: ChainPlan<Data, Model, unknown>,
  replicate: number,
): Data {
  const { real, family } = plan;
  if (isPool(real)) return selectRows(real.pool, poolOrder(plan, real, replicate).subarray(0, real.count));
  if (!isDrawn(real)) return real;
  const { model, count, random } = realDraw(plan, real, replicate);
  return withoutSamplingBias(family).sample(model, count, random);
}

/** The draw of a replicate's original data from their true model. */
export function realDraw<Data extends TrainingSet, Model>(
  plan: ChainPlan<Data, Model, unknown>,
  { model, count }: TrueModel<Model>,
  replicate: number,
): SampleTask<Model> {
  return { model: model as Model, count, random: realStream(plan, replicate) };
}

/** The rows of the pool in the order in which a replicate takes them. O(rows of the pool). */
function poolOrder<Data extends TrainingSet, Model>(
  plan: ChainPlan<Data, Model, unknown>,
  { pool }: RealPool<Data>,
  replicate: number,
): Int32Array {
  return realStream(plan, replicate).shuffle(Int32Array.from({ length: sizeOf(pool) }, (_, row) => row));
}

function realStream<Data extends TrainingSet, Model>(
  plan: ChainPlan<Data, Model, unknown>,
  replicate: number,
): Random {
  return plan.random.fork(replicate).fork("real");
}

/** Real rows of one replicate beyond its original data. */
export class FreshRows<Data extends TrainingSet, Model> {
  private order: Int32Array | undefined;

  constructor(
    private readonly plan: ChainPlan<Data, Model, unknown>,
    private readonly replicate: number,
    /** Rows of the pool that are used, the original data among them; 0 where there is no pool. */
    public used: number = isPool(plan.real) ? plan.real.count : 0,
  ) {}

  /**
   * `count` rows: draws from the true model by `random`, or the next rows of the pool.
   * @throws RangeError for a bad count, when the pool is exhausted, and when the real data are given as rows
   */
  draw(count: number, random: Random): Data {
    const { real, family } = this.plan;
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(`drawReal needs a whole number of rows of at least 1, got ${count}`);
    }
    if (isDrawn(real)) return withoutSamplingBias(family).sample(real.model as Model, count, random);
    if (isPool(real)) return this.take(real, count);
    throw new RangeError(needsSource("drawReal"));
  }

  private take(real: RealPool<Data>, count: number): Data {
    const left = sizeOf(real.pool) - this.used;
    if (count > left) {
      throw new RangeError(
        `drawReal needs ${count} rows of the pool that are not used yet, of its ${sizeOf(real.pool)} rows ${left} are ` +
          "left: give a larger pool, draw fewer rows or run fewer generations",
      );
    }
    this.order ??= poolOrder(this.plan, real, this.replicate);
    this.used += count;
    return selectRows(real.pool, this.order.subarray(this.used - count, this.used));
  }
}

/** What is said when fresh rows are wanted of data that are given as rows. */
export function needsSource(who: string): string {
  return (
    `${who} needs real data that further rows can be drawn from, got a fixed set of rows: ` +
    "give runChain real as { model, count } or { pool, count }"
  );
}
