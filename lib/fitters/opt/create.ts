import { type OptConfiguration, optParameterShapes } from "../../nets/opt/configuration";
import { type Parameters, sizeOfShape } from "../../nets/parameters";
import type { Random } from "../../random/random";
import { checkWholeNumber } from "../checks";
import type { OptModel } from "./model";

/** What has to be said of a new model; the rest has defaults. */
export type OptSize = Pick<
  OptConfiguration,
  "vocabularySize" | "hiddenSize" | "layers" | "heads" | "positions"
> &
  Partial<OptConfiguration>;

/** Standard deviation of fresh weights, `init_std` of OPT. */
const initialSpread = 0.02;

/**
 * A model that has learned nothing: weights normal with standard deviation 0.02, biases 0, as transformers starts OPT
 * from scratch. By default four feed-forward units for every hidden one, layers normalised before, no dropout, and the
 * tokens `<s>` 0, `<pad>` 1 and `</s>` 2, of which texts begin and end with the last.
 *
 * @throws RangeError for a size that is no whole number of at least 1, heads that do not divide the hidden size, a
 *   special token outside the vocabulary or a dropout outside [0, 1)
 *
 * @example
 * import { countParameters, createOpt, createRandom } from "model-collapse";
 * const size = { vocabularySize: 2000, hiddenSize: 64, layers: 2, heads: 4, positions: 128 };
 * countParameters(createOpt(size, createRandom("example")).parameters); // → 236416
 */
export function createOpt(size: OptSize, random: Random): OptModel {
  const { embeddingSize = size.hiddenSize, feedForwardSize = 4 * size.hiddenSize } = size;
  const { normalizeBefore = true } = size;
  const configuration: OptConfiguration = {
    vocabularySize: size.vocabularySize,
    hiddenSize: size.hiddenSize,
    embeddingSize,
    feedForwardSize,
    layers: size.layers,
    heads: size.heads,
    positions: size.positions,
    normalizeBefore,
    finalNormalization: size.finalNormalization ?? normalizeBefore,
    dropout: size.dropout ?? 0,
    attentionDropout: size.attentionDropout ?? 0,
    beginningToken: size.beginningToken ?? 2,
    endToken: size.endToken ?? 2,
    paddingToken: size.paddingToken ?? 1,
  };
  checkConfiguration("createOpt", configuration);
  return { configuration, parameters: freshParameters(configuration, random) };
}

function freshParameters(configuration: OptConfiguration, random: Random): Parameters {
  return Object.fromEntries(
    Object.entries(optParameterShapes(configuration)).map(([name, shape]) => {
      const values = new Float32Array(sizeOfShape(shape));
      if (/norm\.weight$/.test(name)) values.fill(1);
      else if (!name.endsWith(".bias")) {
        const normals = random.fork(name).fillNormal(new Float64Array(values.length));
        values.set(normals.map((normal) => initialSpread * normal));
      }
      if (name.endsWith("embed_tokens.weight")) {
        const start = configuration.paddingToken * configuration.embeddingSize;
        values.fill(0, start, start + configuration.embeddingSize);
      }
      return [name, { shape, values }];
    }),
  );
}

function checkConfiguration(caller: string, configuration: OptConfiguration): void {
  const sizes = [
    "vocabularySize",
    "hiddenSize",
    "embeddingSize",
    "feedForwardSize",
    "layers",
    "heads",
    "positions",
  ] as const;
  for (const name of sizes) checkWholeNumber(caller, name, configuration[name], 1);
  const { hiddenSize, heads, vocabularySize, normalizeBefore, finalNormalization } = configuration;
  if (hiddenSize % heads !== 0) {
    throw new RangeError(`${caller} needs heads to divide hiddenSize, got ${heads} and ${hiddenSize}`);
  }
  if (finalNormalization && !normalizeBefore) {
    throw new RangeError(`${caller} needs finalNormalization false where normalizeBefore is false, got true`);
  }
  for (const name of ["beginningToken", "endToken", "paddingToken"] as const) {
    const id = configuration[name];
    if (Number.isInteger(id) && id >= 0 && id < vocabularySize) continue;
    throw new RangeError(`${caller} needs ${name} to be an id from 0 to ${vocabularySize - 1}, got ${id}`);
  }
  for (const name of ["dropout", "attentionDropout"] as const) {
    const probability = configuration[name];
    if (probability >= 0 && probability < 1) continue;
    throw new RangeError(`${caller} needs ${name} to be a probability in [0, 1), got ${probability}`);
  }
}
