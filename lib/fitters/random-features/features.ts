import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { checkChoice, checkPoints, checkWholeNumber } from "../checks";
import { matrixView, rowProducts } from "../linear-algebra/matrix-product";

/** What a feature does with its projection z. */
export type FeatureActivation = "relu" | "cosine";

/** Random features of points, drawn once and never trained: a layer of a network left as it was initialised. */
export interface RandomFeatureMap {
  /** Columns of the points. */
  readonly inputs: number;
  /** Number of features. */
  readonly width: number;
  readonly activation: FeatureActivation;
  /** Row-major, width × inputs: projections are z = weights · x. */
  readonly weights: Float64Array;
  /** One for each feature, in radians: what cosine adds to the projection. All 0 for relu. */
  readonly phases: Float64Array;
}

export interface RandomFeatureOptions {
  readonly inputs: number;
  readonly width: number;
  /** Default "relu". */
  readonly activation?: FeatureActivation;
  /**
   * What points are divided by before they are projected by standard normals. Default √inputs. For "cosine" it is the
   * bandwidth h of the kernel exp(−‖x − y‖² / 2h²) that the features approximate.
   */
  readonly bandwidth?: number;
}

/**
 * Draws a map to random features: φ_j(x) = max(0, w_j · x / √d) with w_j standard normal in d dimensions ("relu"), or
 * √2 cos(w_j · x / h + b_j) with b_j uniform on [0, 2π) ("cosine"; Rahimi and Recht 2007). The mean over the features
 * of φ_j(x) φ_j(y) estimates a kernel, the Gaussian one for "cosine". Draws width × inputs normals, then the phases.
 * @throws RangeError for sizes that are no whole numbers, an unknown activation, or a bandwidth that is not positive
 */
export function drawRandomFeatures(options: RandomFeatureOptions, random: Random): RandomFeatureMap {
  const { inputs, width, activation = "relu", bandwidth = Math.sqrt(inputs) } = options;
  const caller = "drawRandomFeatures";
  checkWholeNumber(caller, "inputs", inputs, 1);
  checkWholeNumber(caller, "width", width, 1);
  checkChoice(caller, "activation", activation, ["relu", "cosine"]);
  if (!(bandwidth > 0 && bandwidth < Infinity)) {
    throw new RangeError(`${caller} needs bandwidth to be a positive number, got ${bandwidth}`);
  }
  const weights = random.fillNormal(new Float64Array(width * inputs), 0, 1 / bandwidth);
  const phases = new Float64Array(width);
  if (activation === "cosine") random.fillUniform(phases);
  return { inputs, width, activation, weights, phases: phases.map((turn) => 2 * Math.PI * turn) };
}

/**
 * Features of every point, rows × width. O(rows × inputs × width): 4,000 images of 784 pixels have 2,000 features in
 * about two seconds.
 * @throws RangeError for points with other columns than the map's, or that are not finite
 */
export function randomFeatures(map: RandomFeatureMap, points: Points): Points {
  checkPoints("randomFeatures", points, 1);
  const { inputs, width, activation, weights, phases } = map;
  const { rows, columns } = points;
  if (columns !== inputs) {
    throw new RangeError(`randomFeatures needs points with ${inputs} columns like the map, got ${columns}`);
  }
  const values = rowProducts(matrixView(points.values, rows, columns), matrixView(weights, width, inputs));
  if (activation === "relu") {
    for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0;
  } else {
    for (let i = 0; i < values.length; i++)
      values[i] = Math.SQRT2 * Math.cos(values[i]! + phases[i % width]!);
  }
  return { values, rows, columns: width };
}
