import type { TrainingSet } from "../../data/points";
import type { SampleStatistics } from "../../data/sample-statistics";
import type { Expectations } from "./newton";

/**
 * A member of the exponential families, p(x | η) = h(x) exp(ηᵀ t(x) − A(η)): data enter a fit through the mean of their
 * sufficient statistics t(x) alone, and the most likely model is the one that expects this mean. A member says how
 * to compute statistics and how to match them; what is fitted from there (`fitExponentialFamily`) is the same for all.
 */
export interface ExponentialFamily<Data extends TrainingSet, Model> {
  readonly name: string;
  /** Refuses data that it cannot be fitted to; called by the public fitter, not inside chains. */
  checkData(caller: string, data: Data): void;
  statisticsOf(data: Data): SampleStatistics;
  /**
   * The model that expects these statistics: maximum likelihood. On the boundary of what can be expected the model is
   * degenerate. `previous` is where a search may begin.
   */
  fromStatistics(statistics: SampleStatistics, previous?: Model): Model;
  /** The statistics that a model expects of `count` observations: a prior, in observations that nobody has made. */
  expectedStatistics(model: Model, count: number): SampleStatistics;
  /** What a penalty needs. A member without it cannot be penalised. */
  readonly natural?: NaturalForm<Model>;
}

/** A member in its natural parameters η. */
export interface NaturalForm<Model> {
  /** Parameters at which a search begins. */
  start(statistics: SampleStatistics): Float64Array;
  /** Means of t(x), one for each natural parameter. */
  meanStatistics(statistics: SampleStatistics): Float64Array;
  /** A(η), its gradient (the means of t) and its second derivatives (their covariances); A is Infinity outside its domain. */
  expectations(parameters: Float64Array): Expectations;
  toModel(parameters: Float64Array): Model;
}
