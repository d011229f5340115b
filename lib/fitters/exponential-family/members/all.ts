import { bernoulliMember } from "./bernoulli";
import { categoricalMember } from "./categorical";
import { exponentialMember } from "./exponential";
import { gaussianMember } from "./gaussian";
import { multivariateGaussianMember } from "./multivariate-gaussian";
import { poissonMember } from "./poisson";

/** The members that come with the library; `categorical` is made for a number of categories. */
export const exponentialFamilies = {
  bernoulli: bernoulliMember,
  categorical: categoricalMember,
  exponential: exponentialMember,
  gaussian: gaussianMember(false),
  multivariateGaussian: multivariateGaussianMember(false),
  poisson: poissonMember,
} as const;
