import type { TrainingSet } from "../../data/points";
import type { Family } from "../../fitters/family";
import type { Origin, Portable } from "../../fitters/portable";
import { randomFromKey } from "../../random/create-random";
import type { Regime } from "../../regimes/regime";
import type { ChainPlan } from "../plan";
import type { Measure, RealData } from "../settings";

/** A plan as plain data, for another thread or a file. */
export interface PortablePlan<Data extends TrainingSet, Model>
  extends Omit<ChainPlan<Data, Model, unknown>, "family" | "regime" | "measure" | "random"> {
  readonly family: Origin;
  readonly regime: Origin;
  /** Absent when there is no measure, or when the measure stays where it was written. */
  readonly measure?: Origin;
  readonly randomKey: string;
  readonly real: RealData<Data, Model>;
}

/** The plan as plain data, or undefined when its family or its regime does not say how to make it again. */
export function packPlan<Data extends TrainingSet, Model>(
  plan: ChainPlan<Data, Model, unknown>,
): PortablePlan<Data, Model> | undefined {
  const { family, regime, measure, random, ...rest } = plan;
  if (!family.origin || !regime.origin) return undefined;
  return {
    ...rest,
    family: family.origin,
    regime: regime.origin,
    measure: measure?.origin,
    randomKey: random.key,
  };
}

/**
 * Makes the plan again. `load` gives the exports of a module.
 * @throws TypeError when a module does not export what an origin names
 */
export function unpackPlan<Data extends TrainingSet, Model>(
  packed: PortablePlan<Data, Model>,
  load: (module: string) => Readonly<Record<string, unknown>>,
): ChainPlan<Data, Model, unknown> {
  const { family, regime, measure, randomKey, ...rest } = packed;
  return {
    ...rest,
    family: remake<Family<Data, Model>>("family", family, load),
    regime: remake<Regime>("regime", regime, load),
    measure: measure && remake<Measure<Data, Model, unknown>>("measure", measure, load),
    random: randomFromKey(randomKey),
  };
}

function remake<Value extends Portable>(
  what: string,
  origin: Origin,
  load: (module: string) => Readonly<Record<string, unknown>>,
): Value {
  const exported = load(origin.module)[origin.exportName];
  if (exported === undefined) {
    throw new TypeError(
      `runChain needs the ${what} "${origin.exportName}" to be exported by ${origin.module}, as its origin says`,
    );
  }
  if (!origin.arguments) return exported as Value;
  const given = origin.arguments.map((argument) => {
    const part = (argument as Portable | null | undefined)?.origin;
    return part === undefined ? argument : remake<Portable>(what, part, load);
  });
  return (exported as (...factoryArguments: unknown[]) => Value)(...given);
}
