import type { Outcomes, Points, Sample, TrainingSet } from "../data/points";
import type { BernoulliModel } from "../fitters/bernoulli";
import type { CategoricalModel, CategoricalOptions } from "../fitters/categorical";
import { checkChoice } from "../fitters/checks";
import type { ExponentialModel } from "../fitters/exponential";
import {
  checkExponentialFamilyOptions,
  type ExponentialFamilyOptions,
  matchStatistics,
} from "../fitters/exponential-family/fit";
import type { ExponentialFamily } from "../fitters/exponential-family/member";
import { exponentialFamilies } from "../fitters/exponential-family/members/all";
import type { Family } from "../fitters/family";
import type { GaussianModel } from "../fitters/gaussian";
import type { MultivariateGaussianModel } from "../fitters/multivariate-gaussian";
import type { PoissonModel } from "../fitters/poisson";
import { portable } from "../fitters/portable";
import { bernoulli } from "./bernoulli";
import { categorical } from "./categorical";
import { exponential } from "./exponential";
import { gaussian } from "./gaussian";
import { multivariateGaussian } from "./multivariate-gaussian";
import { poisson } from "./poisson";

/** Training set and model of every exponential family by its name. */
export interface ExponentialFamilyTypes {
  readonly bernoulli: { readonly data: Outcomes; readonly model: BernoulliModel };
  readonly categorical: { readonly data: Outcomes; readonly model: CategoricalModel };
  readonly exponential: { readonly data: Sample; readonly model: ExponentialModel };
  readonly gaussian: { readonly data: Sample; readonly model: GaussianModel };
  readonly multivariateGaussian: { readonly data: Points; readonly model: MultivariateGaussianModel };
  readonly poisson: { readonly data: Outcomes; readonly model: PoissonModel };
}

/** Options of a chain's exponential family; `categories` for the categorical one. */
export interface ExponentialFamilyChainOptions
  extends ExponentialFamilyOptions,
    Partial<CategoricalOptions> {}

interface Part<Data extends TrainingSet, Model> {
  readonly member: ExponentialFamily<Data, Model>;
  readonly plain: Family<Data, Model>;
}

type Parts = {
  readonly [Name in keyof ExponentialFamilyTypes]: (
    categories: number,
  ) => Part<ExponentialFamilyTypes[Name]["data"], ExponentialFamilyTypes[Name]["model"]>;
};

const parts: Parts = {
  bernoulli: () => ({ member: exponentialFamilies.bernoulli, plain: bernoulli() }),
  categorical: (categories) => ({
    plain: categorical({ categories }),
    member: exponentialFamilies.categorical(categories),
  }),
  exponential: () => ({ member: exponentialFamilies.exponential, plain: exponential() }),
  gaussian: () => ({ member: exponentialFamilies.gaussian, plain: gaussian() }),
  multivariateGaussian: () => ({
    member: exponentialFamilies.multivariateGaussian,
    plain: multivariateGaussian(),
  }),
  poisson: () => ({ member: exponentialFamilies.poisson, plain: poisson() }),
};

/**
 * An exponential family whose every generation is fitted with a prior or a ridge, see `fitExponentialFamily`; without them it
 * is the family of its name. With either no model is absorbing: a chain comes back from anywhere.
 * @throws RangeError for an unknown name, a prior of another family, or a negative penalty
 */
export function exponentialFamily<Name extends keyof ExponentialFamilyTypes>(
  name: Name,
  options: ExponentialFamilyChainOptions = {},
): Family<ExponentialFamilyTypes[Name]["data"], ExponentialFamilyTypes[Name]["model"]> {
  type Data = ExponentialFamilyTypes[Name]["data"];
  type Model = ExponentialFamilyTypes[Name]["model"];
  checkChoice("exponentialFamily", "name", name, Object.keys(parts));
  const { categories = 0, ...fitting } = options;
  const { member, plain } = parts[name](categories) as Part<Data, Model>;
  checkExponentialFamilyOptions("exponentialFamily", member, fitting);
  const isPlain = !fitting.prior && !fitting.penalty;
  return portable<Family<Data, Model>>(
    {
      ...plain,
      name,
      fit: (data, _, previous) => matchStatistics(member, member.statisticsOf(data), fitting, previous),
      isAbsorbed: isPlain ? plain.isAbsorbed : undefined,
    },
    "exponentialFamily",
    name,
    options,
  );
}
