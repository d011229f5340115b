import type { Layer } from "../../nets/layers/layer";
import type { Parameter, Parameters } from "../../nets/parameters";
import type { NamedTensors } from "../../nets/safetensors/encode";
import type { Architecture } from "../../nets/variational/architecture";
import { variationalNetwork } from "../../nets/variational/network";
import { checkSizes } from "../training/length";
import { checkArchitecture, checkSides } from "./checks";
import type { VariationalAutoencoderModel } from "./model";

const format = "model-collapse variational autoencoder 1";

/** A model as named tensors: what is no array becomes texts of the metadata, numbers with all their digits. */
export function autoencoderAsTensors(model: VariationalAutoencoderModel): NamedTensors {
  const { architecture, height, width, parameters, losses } = model;
  return {
    parameters,
    metadata: {
      format,
      architecture: JSON.stringify(architecture),
      height: String(height),
      width: String(width),
      losses: JSON.stringify([...losses]),
    },
  };
}

/**
 * The model that `autoencoderAsTensors` made named tensors of.
 * @throws Error saying what is wrong: another format, an impossible architecture or size, parameters that are missing,
 *   too many or of other shapes than the architecture's
 */
export function autoencoderFromTensors({ parameters, metadata }: NamedTensors): VariationalAutoencoderModel {
  if (metadata.format !== format) {
    throw new Error(`its metadata name the format ${JSON.stringify(metadata.format)}, not "${format}"`);
  }
  const architecture = parsed(metadata, "architecture") as Architecture | null;
  if (architecture === null || typeof architecture !== "object") throw unreadable("architecture");
  const [height, width] = [Number(metadata.height), Number(metadata.width)];
  const caller = "its network";
  checkArchitecture(caller, architecture);
  checkSizes(caller, { height, width });
  checkSides(caller, { height, width }, architecture);
  const { encoder, decoder } = variationalNetwork(architecture, height, width);
  const wanted = { ...encoder.parameters, ...decoder.parameters };
  return { architecture, height, width, parameters: chosen(parameters, wanted), losses: lossesOf(metadata) };
}

function parsed(metadata: NamedTensors["metadata"], name: string): unknown {
  try {
    return JSON.parse(metadata[name] ?? "");
  } catch (error) {
    throw unreadable(name, error);
  }
}

const unreadable = (name: string, cause?: unknown) =>
  new Error(`its metadata hold no ${name} that can be read`, { cause });

function lossesOf(metadata: NamedTensors["metadata"]): Float64Array {
  const losses = parsed(metadata, "losses");
  if (!Array.isArray(losses) || !losses.every((loss) => typeof loss === "number")) throw unreadable("losses");
  return Float64Array.from(losses as number[]);
}

/** The parameters in the network's own order, once they are found to be all of them and no others. */
function chosen(given: Parameters, wanted: Layer["parameters"]): Parameters {
  const strange = Object.keys(given).find((name) => !Object.hasOwn(wanted, name));
  if (strange !== undefined) throw new Error(`it holds ${strange}, which the architecture does not have`);
  return Object.fromEntries(
    Object.entries(wanted).map(([name, { shape }]): [string, Parameter] => {
      const own = Object.hasOwn(given, name) ? given[name] : undefined;
      if (own === undefined) throw new Error(`its parameter ${name} is missing`);
      if (String(own.shape) !== String(shape)) {
        throw new Error(
          `its parameter ${name} has the shape [${own.shape}], the architecture's is [${shape}]`,
        );
      }
      if (!own.values.every(Number.isFinite))
        throw new Error(`its parameter ${name} is not finite everywhere`);
      return [name, own];
    }),
  );
}
